import { type PointerEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Tone } from '../../tokens.ts';
import { sayNumber } from '../dates.ts';
import { placesOf, ticksTo } from './chart-scale.ts';
import './line-chart.css';

interface LineSeries {
  readonly key: string;
  readonly label: string;
  readonly tone: Tone;
  /** One a day of `days`; null where it is not known. */
  readonly values: readonly (number | null)[];
  /** What was meant to be, beside what is. */
  readonly dashed?: boolean;
}

interface LineChartProps {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  /** Days in order. */
  readonly days: readonly string[];
  readonly series: readonly LineSeries[];
  /** A day that is marked and read out until another is pointed at. */
  readonly marked?: { readonly day: string; readonly label: string };
}

const HEIGHT = 240;
const PLOT = { left: 40, right: 12, top: 12, bottom: 26 };
/** px that a date takes with the room around it. */
const DATE_WIDTH = 110;

/** Counts over days as lines. The same figures stand in a table below, which opens for keyboard and screen reader. */
export function LineChart({ label, days, series, marked }: LineChartProps) {
  const title = useId();
  const [frame, width] = useWidth();
  const [pointed, setPointed] = useState<number | null>(null);
  const places = useMemo(() => placesOf(days), [days]);
  const greatest = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const ticks = ticksTo(greatest);
  const top = ticks.at(-1) ?? 1;
  const x = (place: number) => PLOT.left + place * (width - PLOT.left - PLOT.right);
  const y = (value: number) => HEIGHT - PLOT.bottom - (value / top) * (HEIGHT - PLOT.top - PLOT.bottom);
  const markedAt = marked ? days.indexOf(marked.day) : -1;
  const shown = pointed ?? (markedAt >= 0 ? markedAt : days.length - 1);
  const every = Math.max(1, Math.ceil((days.length * DATE_WIDTH) / width));

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * width;
    const nearest = places.reduce((best, place, i) => {
      return Math.abs(x(place) - at) < Math.abs(x(places[best] ?? 0) - at) ? i : best;
    }, 0);
    setPointed(nearest);
  };

  return (
    <figure className="zb-chart" ref={frame}>
      <figcaption className="zb-chart-legend">
        <strong>{days[shown]}</strong>
        {series.map(({ key, label, tone, values, dashed }) => (
          <span key={key}>
            <svg viewBox="0 0 20 8" aria-hidden="true">
              <path d="M0 4H20" data-tone={tone} data-dashed={dashed} />
            </svg>
            {label} {sayValue(values[shown])}
          </span>
        ))}
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-labelledby={title}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        <title id={title}>{label}</title>
        {ticks.map((tick) => (
          <g key={tick}>
            <path className="zb-chart-grid" d={`M${PLOT.left} ${y(tick)}H${width - PLOT.right}`} />
            <text x={PLOT.left - 6} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {days.map((day, i) =>
          i % every === 0 ? (
            <text key={day} x={x(places[i] ?? 0)} y={HEIGHT - 8} textAnchor={i === 0 ? 'start' : 'middle'}>
              {day.slice(2, 7)}
            </text>
          ) : null,
        )}
        {markedAt >= 0 && (
          <g className="zb-chart-marked">
            <path d={`M${x(places[markedAt] ?? 0)} ${PLOT.top}V${HEIGHT - PLOT.bottom}`} />
            <text
              x={x(places[markedAt] ?? 0) + ((places[markedAt] ?? 0) > 0.85 ? -4 : 4)}
              y={PLOT.top + 8}
              textAnchor={(places[markedAt] ?? 0) > 0.85 ? 'end' : 'start'}
            >
              {marked?.label}
            </text>
          </g>
        )}
        {pointed !== null && (
          <path className="zb-chart-pointed" d={`M${x(places[pointed] ?? 0)} ${PLOT.top}V${HEIGHT - PLOT.bottom}`} />
        )}
        {series.map(({ key, tone, values, dashed }) => (
          <path key={key} d={lineOf(values, places, x, y)} data-tone={tone} data-dashed={dashed} />
        ))}
      </svg>
      <details>
        <summary>查看数据表</summary>
        <div className="zb-chart-table">
          <table>
            <thead>
              <tr>
                <th scope="col">日期</th>
                {series.map(({ key, label }) => (
                  <th key={key} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((day, i) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  {series.map(({ key, values }) => (
                    <td key={key}>{sayValue(values[i])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function sayValue(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : sayNumber(value);
}

function lineOf(
  values: readonly (number | null)[],
  places: readonly number[],
  x: (place: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    path += `${path === '' ? 'M' : 'L'}${x(places[i] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`;
  }
  return path;
}

/** The width of an element in px, so that words in a drawing keep their size on every screen. */
function useWidth(): readonly [RefObject<HTMLElement | null>, number] {
  const frame = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(280, entry.contentRect.width)));
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return [frame, width];
}
