/**
 * Expected failures. Rules and actions throw an `AppError`; one handler turns it into an RFC 9457 problem.
 * Anything else that is thrown is a bug and becomes a 500 with an id to read out.
 */

/**
 * What every error code must say before it compiles: its HTTP status, when it occurs, and its Chinese sentence.
 * @public named in the types of every slice's errors
 */
export interface ErrorDefinition<Data> {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;
  /** When it occurs, for the reader of the code and of the API reference. */
  readonly when: string;
  /** What happened, what it means and what to do, in Chinese. */
  readonly say: (data: Data) => string;
}

/** A place in the input: `path` is the field ("place.address", "第 3 行 B 列"), `message` a Chinese sentence. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: readonly FieldProblem[];

  constructor(code: string, status: number, sentence: string, fields: readonly FieldProblem[] = []) {
    super(sentence);
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

type Definitions = Record<string, ErrorDefinition<never>>;
type DataOf<D> = D extends ErrorDefinition<infer Data> ? Data : never;

/**
 * Declares the closed set of codes of one slice and returns the function that makes its errors:
 * `throw hazardError('wrong-state', { status })`. The public code is `<slice>/<code>`.
 */
export function defineErrors<const D extends Definitions>(slice: string, definitions: D) {
  return <C extends keyof D & string>(code: C, data: DataOf<D[C]>, fields?: readonly FieldProblem[]): AppError => {
    const definition = definitions[code] as ErrorDefinition<DataOf<D[C]>>;
    return new AppError(`${slice}/${code}`, definition.status, definition.say(data), fields);
  };
}

/** Failures that any request may meet. */
export const appError = defineErrors('app', {
  'invalid-input': {
    status: 422,
    when: 'a field of the request breaks its contract; the fields are listed',
    say: (_: Record<string, never>) => '填写的内容有误，请按提示修改后再提交。',
  },
  'not-signed-in': {
    status: 401,
    when: 'there is no session, or it has ended',
    say: (_: Record<string, never>) => '登录已失效，请重新登录。',
  },
  'other-person': {
    status: 409,
    when: 'a phone sends what one person wrote, and by now another one is signed in',
    say: (_: Record<string, never>) => '这些内容由另一个人填写，请由本人登录后再发送。',
  },
  forbidden: {
    status: 403,
    when: 'the role lacks the permission; the sentence names who has it',
    say: (d: { permission: string; who: string }) => `当前账号没有此项权限。可以办理的角色：${d.who || '无'}。`,
  },
  'not-found': {
    status: 404,
    when: 'no such record, or it lies outside the scope of the actor (the two are not told apart)',
    say: (d: { what: string }) => `没有找到${d.what}，或者不在您的管辖范围内。`,
  },
  'version-conflict': {
    status: 409,
    when: 'somebody else changed the record since it was read',
    say: (d: { what: string }) => `${d.what}刚刚被其他人更新，请刷新后再操作。`,
  },
  'id-taken': {
    status: 409,
    when: 'a client-made id was used before for something else',
    say: (_: Record<string, never>) => '该编号已用于另一条记录，请重新提交。',
  },
  'cross-site': {
    status: 403,
    when: 'a write comes from a page of another site',
    say: (_: Record<string, never>) => '请求来自其他网站，已拒绝。',
  },
  'too-many-requests': {
    status: 429,
    when: 'a rate limit is reached',
    say: (d: { seconds: number }) => `操作过于频繁，请在 ${d.seconds} 秒后再试。`,
  },
  'too-large': {
    status: 413,
    when: 'body or upload exceed their limit',
    say: (d: { limit: string }) => `内容过大，上限为 ${d.limit}。`,
  },
  'unsupported-file': {
    status: 415,
    when: 'the content of an uploaded file is not of an accepted type',
    say: (d: { accepted: string }) => `不支持这种文件。可以上传：${d.accepted}。`,
  },
});
