import { change, type Figures } from './figures.rules.ts';
import { type FormDefinition, indicatorsOf, isNumber } from './form.types.ts';

/** Something in a row that does not fit (dispatch-forms §5). It is shown with its cells; it never changes a figure. */
export interface Warning {
  readonly kind: 'decrease' | 'notMore' | 'sum';
  readonly row: string;
  /** Codes of the cells concerned. */
  readonly indicators: readonly string[];
  readonly sentence: string;
}

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
  const names = new Map(indicatorsOf(form).map(({ code, name }) => [code, name]));
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
