/** As much of zod's issues, raw or finished, as the words need. */
interface Issue {
  readonly code?: string | undefined;
  readonly origin?: string;
  readonly expected?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
}

/**
 * What zod itself has against a value, in words for the person who fills it in; its own defaults name JavaScript types.
 * Rules that carry a sentence of their own (`不能超过 50 字`) never come here.
 * @param label the name of the field on the screen, '' where it is not known
 */
export function sayIssue({ code, origin, expected, minimum, maximum }: Issue, value: unknown, label = ''): string {
  if (value === undefined || value === null || value === '') return `请填写${label}`;
  switch (code) {
    case 'too_small':
      if (origin === 'array') return Number(minimum) <= 1 ? `请填写${label}` : `至少 ${minimum} 项`;
      return origin === 'string' ? `不能少于 ${minimum} 字` : `不能小于 ${minimum}`;
    case 'too_big':
      if (origin === 'array') return `不能超过 ${maximum} 项`;
      return origin === 'string' ? `不能超过 ${maximum} 字` : `不能大于 ${maximum}`;
    case 'invalid_type':
      return expected === 'number' || expected === 'int' ? '应为数字' : '格式不正确';
    case 'invalid_value':
      return `请重新选择${label}`;
    default:
      return '格式不正确';
  }
}
