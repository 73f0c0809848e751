import { ProblemError } from '@zhiben/platform/web/problem.ts';

/** Runs a request whose fields the screen asks for under other names: a refusal then names those of the screen. */
export async function withFieldNames<T>(nameOf: (path: string) => string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.fields.length === 0) throw error;
    const { code, status, message, requestId } = error;
    const fields = error.fields.map((field) => ({ ...field, path: nameOf(field.path.replace(/^body\./, '')) }));
    throw new ProblemError({ code, status, detail: message, requestId, fields });
  }
}
