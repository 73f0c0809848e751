/** Something outside the program stops it from starting: printed as one sentence, exit code 1, no stack. */
export class StartupError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'StartupError';
  }
}
