import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on a terminal, silence elsewhere. */
export function progressBar(wanted: boolean) {
  const bar = new SingleBar({ format: '{what} {bar} {value}/{total}  {eta_formatted}' }, Presets.shades_classic);
  let current: string | undefined;
  return {
    update: (what: string, done: number, total: number) => {
      if (!wanted || !process.stderr.isTTY) return;
      if (current !== what) {
        bar.stop();
        bar.start(total, done, { what });
        current = what;
      } else bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
