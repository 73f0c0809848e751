import { Link } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import {
  type AnalysisFigure,
  type AnalysisFilter,
  type Dimension,
  FIGURE_NAMES,
} from '../domain/hazard-analysis.contract.ts';
import { recordsOf } from '../domain/hazard-analysis.rules.ts';

export interface FigureProps {
  readonly filter: AnalysisFilter;
  readonly figure: AnalysisFigure;
  readonly row: { readonly by: Dimension; readonly key: string } | null;
  readonly value: number | undefined;
}

/** A number that opens its records. */
export function Figure({ filter, figure, row, value }: FigureProps) {
  if (value === undefined) return null;
  const records = value === 0 ? null : recordsOf(figure, filter, row, localDate(new Date()));
  if (!records) return <>{sayNumber(value)}</>;
  return (
    <Link to={'/hazards' as never} search={records as never} aria-label={`${FIGURE_NAMES[figure]} ${value}，查看隐患`}>
      {sayNumber(value)}
    </Link>
  );
}
