import { Link } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { type AnalysisFilter, type MappedRow, mapAnalysis } from '../domain/hazard-analysis.contract.ts';
import { layOut, nudged, recordsOf, scaleBar } from '../domain/hazard-analysis.rules.ts';

const SIZE = { width: 640, height: 420, margin: 64 };
const LARGEST = 34;
const SMALLEST = 6;
const LONGEST_BAR = 140;
/** Of labels, in units of the drawing: of a character, of a digit, of a line. */
const LETTER = 12;
const DIGIT = 7;
const LINE = 16;

/**
 * Where the open hazards are, a bubble a township whose area is their number and whose red part is overdue. No map
 * lies under it: shapes of divisions are not to be had offline, so it shows places and distances alone.
 */
export function AnalysisMap({ filter }: { filter: AnalysisFilter }) {
  const { data } = useCall(mapAnalysis, { query: filter }, { keepPrevious: true });
  if (!data || data.rows.length === 0) return null;
  const most = Math.max(1, ...data.rows.map(openOf));
  const { placed, unit } = layOut(data.rows, SIZE);
  const bar = scaleBar(unit, LONGEST_BAR);
  const largestFirst = [...placed].sort((a, b) => openOf(b.place) - openOf(a.place));
  const labels = largestFirst.map(({ place, x, y }) => {
    const label = shortened(place);
    return { label, x, y: y + radiusOf(place, most) + 13, width: widthOf(label) };
  });
  const edges = nudged(labels, LINE);
  return (
    <figure className="zb-map">
      <figcaption>
        期末未销号分布<small>圆面积为数量，红色为逾期未销号的部分；位置取辖区企业坐标的平均</small>
      </figcaption>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}>
        <title>各乡镇期末未销号隐患分布，数字见下表</title>
        {largestFirst.map(({ place, x, y }) => (
          <Bubble key={place.key} row={place} filter={filter} x={x} y={y} radius={radiusOf(place, most)} />
        ))}
        {/* After all bubbles: none lies over a name. */}
        <g className="zb-map-names">
          {largestFirst.map(({ place, x }, i) => (
            <text key={place.key} x={x} y={edges[i]}>
              {labels[i]?.label}
            </text>
          ))}
        </g>
        <g transform={`translate(${SIZE.width - bar.length - 16} ${SIZE.height - 16})`} className="zb-map-scale">
          <path d={`M0 -5 V0 H${bar.length} V-5`} />
          <text x={bar.length / 2} y={-6}>
            {bar.km} 公里
          </text>
        </g>
        <g transform={`translate(${SIZE.width - 24} 30)`} className="zb-map-scale">
          <path d="M0 14 V-6 M-4 0 L0 -8 L4 0" />
          <text x={0} y={-12}>
            北
          </text>
        </g>
      </svg>
      {data.unplaced.length > 0 && <p>企业档案没有坐标、未在图上的：{data.unplaced.join('、')}。</p>}
    </figure>
  );
}

const openOf = ({ figures }: MappedRow) => figures.open ?? 0;
const widthOf = (label: string) =>
  [...label].reduce((sum, char) => sum + (char.charCodeAt(0) < 0x2e80 ? DIGIT : LETTER), 0);
const shortened = (row: MappedRow) =>
  `${row.name.length > 8 ? `${row.name.slice(0, 7)}…` : row.name} ${sayNumber(openOf(row))}`;

function radiusOf(row: MappedRow, most: number): number {
  const open = openOf(row);
  return open === 0 ? SMALLEST / 2 : Math.max(SMALLEST, LARGEST * Math.sqrt(open / most));
}

interface BubbleProps {
  readonly row: MappedRow;
  readonly filter: AnalysisFilter;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

function Bubble({ row, filter, x, y, radius }: BubbleProps) {
  const open = openOf(row);
  const overdue = Math.min(open, row.figures.overdue ?? 0);
  const records =
    open === 0 ? null : recordsOf('open', filter, { by: 'division', key: row.key }, localDate(new Date()));
  const said = `${row.name}：期末未销号 ${sayNumber(open)}，逾期未销号 ${sayNumber(row.figures.overdue ?? 0)}`;
  const drawing = (
    <>
      <title>{said}</title>
      <circle cx={x} cy={y} r={radius} />
      {overdue > 0 && <circle cx={x} cy={y} r={radius * Math.sqrt(overdue / open)} data-overdue="" />}
    </>
  );
  if (!records) return <g>{drawing}</g>;
  return (
    <Link to={'/hazards' as never} search={records as never} aria-label={`${said}，查看未销号隐患`}>
      {drawing}
    </Link>
  );
}
