import { Link } from '@tanstack/react-router';
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
  const figures = [
    { label: '今天应查', value: today.due, to: of('/screening-tasks') },
    { label: '已查', value: today.done + today.madeUp, to: of('/screening-records', day) },
    { label: '漏查', value: today.missed, to: of('/screening-tasks'), isBad: today.missed > 0 },
    { label: '查出问题', value: today.findings, to: of('/screening-records', `${day}&having=findings`) },
    { label: '停用不计', value: today.excluded, to: of('/screening-suspensions') },
    { label: '本月完成率', value: sayShare(month), to: of('/screening-records', `from=${today.day.slice(0, 8)}01`) },
    ...(suspended > 0 ? [{ label: '停用中', value: `${suspended} 处`, to: of('/screening-suspensions') }] : []),
  ];
  return (
    <dl className="zb-scr-figures">
      {figures.map(({ label, value, to, ...rest }) => (
        <div key={label} data-bad={'isBad' in rest && rest.isBad}>
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

/** Share of what was due in a period that was done in time or made up; nothing due is no share. */
export function sayShare({ due, done, madeUp }: Pick<Figures, 'due' | 'done' | 'madeUp'>): string {
  return due === 0 ? '—' : `${Math.floor(((done + madeUp) * 100) / due)}%`;
}
