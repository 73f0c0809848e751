import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { ABSENT_FIGURES } from '../domain/dispatch.terms.ts';
import { change } from '../domain/figures.rules.ts';
import { type Figure, type Indicator, isNumber } from '../domain/form.types.ts';

/** `1,234`, `66.7`, `12.50`; — and 无数据 where there is no number. */
export function sayFigure(figure: Figure | undefined, { source }: Pick<Indicator, 'source'>): string {
  if (!isNumber(figure)) return ABSENT_FIGURES[figure ?? 'noData'];
  if (source.kind === 'rate') return figure.toFixed(1);
  return source.kind === 'funds' ? figure.toLocaleString('en-US', { minimumFractionDigits: 2 }) : sayNumber(figure);
}

/** `+3`, `-1`; empty where nothing changed or one of the two is no number. */
export function sayChange(figure: Figure | undefined, before: Figure | undefined): string {
  const by = change(figure, before);
  if (by === undefined || by === 0) return '';
  return `${by > 0 ? '+' : '−'}${Math.abs(by).toLocaleString('en-US')}`;
}
