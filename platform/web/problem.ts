import { type Problem, problemSchema } from '../domain/contract.ts';
import type { FieldProblem } from '../domain/errors.ts';

/** A request that did not succeed, whatever the cause. `message` is a Chinese sentence fit for the screen. */
export class ProblemError extends Error {
  /** `<slice>/<code>`, or `app/network` and `app/outdated-page`, which arise in the browser. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly fields: readonly FieldProblem[];
  /** To read out to an administrator; empty when no answer came. */
  readonly requestId: string;

  constructor(problem: Pick<Problem, 'code' | 'status' | 'detail' | 'requestId' | 'fields'>) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.fields = problem.fields ?? [];
    this.requestId = problem.requestId;
  }

  /** Whether the same request may succeed if sent again as it is. */
  get canRetry(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

export function networkProblem(): ProblemError {
  return new ProblemError({
    code: 'app/network',
    status: 0,
    detail: '没有连上服务器。请检查网络后重试，已填写的内容还在。',
    requestId: '',
  });
}

/** The answer does not have the shape this page was built for: the server is newer than the page, or the reverse. */
export function outdatedPage(requestId: string): ProblemError {
  return new ProblemError({
    code: 'app/outdated-page',
    status: 200,
    detail: '页面版本与服务器不一致，请刷新页面后再试。',
    requestId,
  });
}

/** Reads the problem out of a refused response; a proxy's HTML page or an empty body still gives a clear sentence. */
export function problemOf(status: number, requestId: string, body: unknown): ProblemError {
  const problem = problemSchema.safeParse(body);
  if (problem.success) return new ProblemError(problem.data);
  const detail =
    status === 413
      ? '内容过大，服务器没有接收。'
      : `服务器暂时无法应答（${status}）。请稍后再试；如再次出现，请告诉管理员。`;
  return new ProblemError({ code: 'app/unexpected', status, detail, requestId });
}

/** How browsers say that the code of a page could not be loaded: after an update its old file is gone. */
const LOST_CODE = /dynamically imported module|Importing a module script failed/i;

function updated(): ProblemError {
  return new ProblemError({
    code: 'app/outdated-page',
    status: 200,
    detail: '系统已经更新，刷新页面后继续。',
    requestId: '',
  });
}

/** Whatever a `catch` or a query gives, as a problem. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof TypeError && LOST_CODE.test(error.message))
    return navigator.onLine ? updated() : networkProblem();
  return new ProblemError({
    code: 'app/page-fault',
    status: 200,
    detail: '页面出现错误，请刷新后再试。',
    requestId: '',
  });
}
