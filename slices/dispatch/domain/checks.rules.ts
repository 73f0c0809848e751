import type { FormRow, Warning } from './dispatch.contract.ts';
import { change, type Figures } from './figures.rules.ts';
import { type FormDefinition, indicatorNames, indicatorsOf, isNumber } from './form.types.ts';

/**
 * Checks a row against the form's rules and, where there is one, against the same row of the period before.
 * Cells without a number are passed over: what is unknown contradicts nothing.
 */
export function checkRow(
  form: FormDefinition,
  row: { readonly key: string; readonly name: string },
  figures: Figures,
  previous: Figures | undefined,
): Warning[] {
  const names = indicatorNames(form);
  const say = (code: string) => `“${names.get(code) ?? code}”`;
  const warnings: Warning[] = [];
  const warn = (kind: Warning['kind'], indicators: string[], sentence: string) =>
    warnings.push({ kind, row: row.key, indicators, sentence: `${row.name}：${sentence}` });

  for (const { code, cumulative } of indicatorsOf(form)) {
    const by = cumulative && previous ? change(figures[code], previous[code]) : undefined;
    if (by !== undefined && by < 0) {
      warn('decrease', [code], `${say(code)}为累计数，比上期少 ${-by}，上报时须写更正说明。`);
    }
  }
  for (const check of form.checks) {
    if (check.kind === 'notMore') {
      const part = figures[check.part];
      const whole = figures[check.whole];
      if (isNumber(part) && isNumber(whole) && part > whole) {
        warn(
          'notMore',
          [check.part, check.whole],
          `${say(check.part)}（${part}）大于${say(check.whole)}（${whole}）。`,
        );
      }
    } else {
      const parts = check.parts.map((code) => figures[code]);
      const total = figures[check.total];
      if (!isNumber(total) || !parts.every(isNumber)) continue;
      const sum = parts.reduce((a, b) => a + b, 0);
      if (sum !== total) {
        warn('sum', [check.total, ...check.parts], `${say(check.total)}（${total}）不等于各分项之和（${sum}）。`);
      }
    }
  }
  return warnings;
}

type SummedRow = Pick<FormRow, 'key' | 'kind' | 'name' | 'figures'>;

/** The rows of a kind against the total (§5 rule 9), by the first figure of the form that counts records. */
export function checkSums(form: FormDefinition, rows: readonly SummedRow[]): Warning[] {
  const indicator = indicatorsOf(form).find(({ source }) => source.kind === 'hazards');
  const total = rows.find(({ kind }) => kind === 'total');
  const whole = indicator && total?.figures[indicator.code];
  if (!indicator || !total || !isNumber(whole)) return [];
  return (['department', 'township'] as const).flatMap((kind) => {
    const figures = rows.filter((row) => row.kind === kind).map((row) => row.figures[indicator.code]);
    const sum = figures.filter(isNumber).reduce((a, b) => a + b, 0);
    if (figures.length === 0 || sum === whole) return [];
    const { what, why } = SUMMED[kind];
    const sentence = `${what}“${indicator.name}”之和（${sum}）与${total.name}（${whole}）不一致：${why}，或有单位上报后数据有变化。`;
    return [{ kind: 'rows', row: total.key, indicators: [indicator.code], sentence }];
  });
}

const SUMMED = {
  department: { what: '各部门', why: '可能有行业由两个部门共同监管' },
  township: { what: '各乡镇（园区）', why: '可能有隐患未落到乡镇（园区）' },
} as const;
