import { Link } from '@tanstack/react-router';
import { shareOf } from '../domain/duty-matrix.rules.ts';
import type { DayFigures as Figures } from '../domain/record.contract.ts';

interface Props {
  readonly today: Figures;
  readonly month: Figures;
  /** Suspensions in force. */
  readonly suspended: number;
  /** Whose, for regulators. */
  readonly enterpriseId?: string;
}

/** The day in figures, and how much of the month's has been done; each opens what it counts. */
export function DayFigures({ today, month, suspended, enterpriseId }: Props) {
  const whose = enterpriseId ? `enterpriseId=${enterpriseId}` : '';
  const of = (path: string, query = '') => {
    const all = [query, whose].filter(Boolean).join('&');
    return all ? `${path}?${all}` : path;
  };
  const day = `from=${today.day}&to=${today.day}`;
  const slots = (state: string, from = today.day) =>
    of('/screening-slots', `view=${state}&from=${from}&to=${today.day}`);
  const figures = [
    { label: '今天应查', value: today.due, to: slots('due') },
    { label: '已查', value: today.done + today.madeUp, to: of('/screening-records', day) },
    { label: '漏查', value: today.missed, to: slots('missed'), isBad: today.missed > 0 },
    { label: '查出问题', value: today.findings, to: of('/screening-records', `${day}&having=findings`) },
    { label: '停用不计', value: today.excluded, to: slots('excluded') },
    {
      label: '本月完成率',
      value: sayShare(month),
      to: slots('ended', `${today.day.slice(0, 8)}01`),
      help: '已到期的时段中，按时查和补查的占多少。还没结束、还能补查、停用的时段不算。',
    },
    ...(suspended > 0 ? [{ label: '停用中', value: `${suspended} 处`, to: of('/screening-suspensions') }] : []),
  ];
  return (
    <dl className="zb-scr-figures">
      {figures.map(({ label, value, to, ...rest }) => (
        <div key={label} data-bad={'isBad' in rest && rest.isBad} title={'help' in rest ? rest.help : undefined}>
          <dt>{label}</dt>
          <dd>
            <Link to={to as never} aria-label={`${label} ${value}`}>
              {value}
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Share of the slots that ended in a period which were answered, in time or made up; none ended is no share. */
export function sayShare(figures: Pick<Figures, 'done' | 'madeUp' | 'missed'>): string {
  const share = shareOf(figures);
  return share === null ? '—' : `${Math.floor((share.answered * 100) / share.ended)}%`;
}
