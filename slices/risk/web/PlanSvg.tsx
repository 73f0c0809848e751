import { fileUrl } from '@zhiben/platform/web/upload.ts';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import type { Ground, RiskPlan } from '../domain/plan.contract.ts';
import { LEVEL_COLOURS, type Level } from '../domain/risk.terms.ts';
import { PlanHandles } from './PlanHandles.tsx';
import { stepped, within } from './plan-drawing.ts';
import { gridOf, sayMetres } from './plan-ground.ts';

type Corner = readonly [number, number];

interface Props {
  readonly plan: Pick<RiskPlan, 'name' | 'fileId' | 'width' | 'height' | 'ground' | 'areas' | 'points'>;
  /** What is being drawn: its corners so far. */
  readonly drawing?: readonly Corner[];
  readonly onPlace?: (x: number, y: number) => void;
  readonly onClose?: () => void;
  /** Takes back the corner that was placed last. */
  readonly onUndo?: () => void;
  /** Chooses the area that is clicked. */
  readonly onPick?: (area: number) => void;
  /** The area whose corners can be moved. */
  readonly chosen?: number | null;
  readonly onMove?: (corner: number, to: Corner, step: string) => void;
}

/** The four official colours in full, as plans are painted; each shape also carries its word. */
export const PAINT: Record<Level, string> = { red: '#d81e06', orange: '#f08300', yellow: '#f5d000', blue: '#1f6fd6' };
const UNGRADED = '#8a94a1';
const paintOf = (level: Level | null) => (level ? PAINT[level] : UNGRADED);
const wordOf = (level: Level | null) => (level ? LEVEL_COLOURS[level] : '未评');

/** A drawing with its areas and points, in their colours of today. */
export function PlanSvg({ plan, drawing = [], onPlace, onClose, onUndo, onPick, chosen, onMove }: Props) {
  const { width, height } = plan;
  const size = Math.max(width, height) / 62;
  /** Where the keyboard is. */
  const [cursor, setCursor] = useState<Corner | null>(null);
  const pulled = chosen === null || chosen === undefined ? undefined : plan.areas[chosen];
  const onClick = (event: MouseEvent<SVGSVGElement>) => {
    const area = (event.target as Element).closest<SVGElement>('[data-area]')?.dataset.area;
    if (onPick && area !== undefined) return onPick(Number(area));
    // A sheet of other proportions than its frame stands in the middle of it: only the matrix knows where.
    const toScreen = event.currentTarget.getScreenCTM();
    if (!onPlace || !toScreen) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(toScreen.inverse());
    onPlace(within(Math.round(at.x), width), within(Math.round(at.y), height));
  };
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    if (!onPlace) return;
    const [x, y] = cursor ?? [Math.round(width / 2), Math.round(height / 2)];
    const by = Math.round(size / (event.shiftKey ? 8 : 1));
    const to = stepped(event.key, [x, y], by, { width, height });
    if (to) setCursor(to);
    else if (event.key === 'Enter' || event.key === ' ') onPlace(x, y);
    else if (event.key === 'Backspace') onUndo?.();
    else return;
    event.preventDefault();
  };
  return (
    <svg
      className="zb-plan"
      viewBox={`0 0 ${width} ${height}`}
      role={pulled ? 'group' : 'img'}
      aria-label={`${plan.name}：${plan.areas.length} 个区域，${plan.points.length} 个风险点`}
      data-drawing={onPlace !== undefined}
      data-picking={onPick !== undefined}
      {...(onPlace ? { tabIndex: 0 } : {})}
      onKeyDown={onKeyDown}
      onFocus={() => setCursor(null)}
      onBlur={() => setCursor(null)}
      onClick={onClick}
      onDoubleClick={onClose}
    >
      <rect width={width} height={height} fill="#fff" stroke="#c3cbd5" />
      {plan.ground && <GroundGrid ground={plan.ground} width={width} height={height} size={size} />}
      {plan.fileId && <image href={fileUrl(plan.fileId)} width={width} height={height} />}
      {plan.areas.map((area, n) => {
        const [x, y] = middle(area.corners);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a unit may have several areas, and they have no other name
          <g key={`${area.unitId}-${n}`} data-area={n}>
            <polygon
              points={area.corners.map((corner) => corner.join(',')).join(' ')}
              fill={paintOf(area.level)}
              fillOpacity={0.38}
              stroke={paintOf(area.level)}
              strokeWidth={size / 5}
            />
            <text x={x} y={y} fontSize={size} textAnchor="middle" className="zb-plan-word">
              {short(area.name)}（{wordOf(area.level)}）
            </text>
          </g>
        );
      })}
      {plan.points.map((point) => (
        <g key={point.eventId}>
          <circle
            cx={point.x}
            cy={point.y}
            r={size * 0.7}
            fill={paintOf(point.level)}
            stroke="#fff"
            strokeWidth={size / 8}
          />
          <text
            x={point.x}
            y={point.y + size * 0.28}
            fontSize={size * 0.75}
            textAnchor="middle"
            className="zb-plan-dot"
            fill={point.level === 'yellow' || point.level === 'orange' ? '#1a1a1a' : '#fff'}
          >
            {wordOf(point.level).slice(0, 1)}
          </text>
          <text x={point.x} y={point.y + size * 1.7} fontSize={size * 0.8} textAnchor="middle" className="zb-plan-word">
            {short(point.name)}
          </text>
        </g>
      ))}
      {pulled && onMove && <PlanHandles area={pulled} width={width} height={height} size={size} onMove={onMove} />}
      {cursor && onPlace && (
        <g stroke="#1f4e8c" strokeWidth={size / 10}>
          <line x1={cursor[0]} x2={cursor[0]} y1={0} y2={height} />
          <line x1={0} x2={width} y1={cursor[1]} y2={cursor[1]} />
        </g>
      )}
      {drawing.length > 0 && (
        <>
          <polyline
            points={drawing.map((corner) => corner.join(',')).join(' ')}
            fill="none"
            stroke="#1f4e8c"
            strokeWidth={size / 5}
            strokeDasharray={size / 2}
          />
          {drawing.map(([x, y]) => (
            <circle key={`${x},${y}`} cx={x} cy={y} r={size / 3} fill="#1f4e8c" />
          ))}
        </>
      )}
    </svg>
  );
}

/** The lines through the middle are the darker ones. */
const grey = (metres: number) => (metres === 0 ? '#b4bdc8' : '#dfe4ea');

interface GroundGridProps {
  readonly ground: Ground;
  readonly width: number;
  readonly height: number;
  readonly size: number;
}

/** The ground without a base map, since nothing is fetched from outside: a grid to measure by, the middle, north. */
function GroundGrid({ ground, width, height, size }: GroundGridProps) {
  const { step, columns, rows } = gridOf(ground, { width, height });
  const units = step / ground.metresPerUnit;
  return (
    <g fontSize={size * 0.7} fill="#5b6673">
      {columns.map(({ at, metres }) => (
        <line key={metres} x1={at} x2={at} y1={0} y2={height} stroke={grey(metres)} />
      ))}
      {rows.map(({ at, metres }) => (
        <line key={metres} x1={0} x2={width} y1={at} y2={at} stroke={grey(metres)} />
      ))}
      <text x={width / 2 + size * 0.3} y={height / 2 - size * 0.3}>
        {ground.longitude}, {ground.latitude}
      </text>
      <path
        d={`M ${width - size * 2} ${size * 4} l ${size * 0.7} ${-size * 2} l ${size * 0.7} ${size * 2} l ${-size * 0.7} ${-size * 0.5} z`}
      />
      <text x={width - size * 1.3} y={size * 1.6} textAnchor="middle">
        北
      </text>
      <path
        fill="none"
        stroke="#5b6673"
        d={`M ${size} ${height - size * 1.4} v ${size * 0.5} h ${units} v ${-size * 0.5}`}
        strokeWidth={size / 8}
      />
      <text x={size + units / 2} y={height - size * 1.3} textAnchor="middle">
        {sayMetres(step)}
      </text>
    </g>
  );
}

/** A long name would run over its neighbours; the list has it in full. */
const short = (name: string) => (name.length > 14 ? `${name.slice(0, 13)}…` : name);

function middle(corners: readonly Corner[]): Corner {
  const sum = corners.reduce<[number, number]>(([a, b], [x, y]) => [a + x, b + y], [0, 0]);
  return [sum[0] / corners.length, sum[1] / corners.length];
}

/** What the colours mean; stands on every printed plan. */
export function PlanLegend() {
  const levels = [
    ['red', '重大风险'],
    ['orange', '较大风险'],
    ['yellow', '一般风险'],
    ['blue', '低风险'],
  ] as const;
  return (
    <ul className="zb-plan-legend">
      {levels.map(([level, name]) => (
        <li key={level}>
          <svg width="18" height="12" aria-hidden="true">
            <rect width="18" height="12" fill={PAINT[level]} />
          </svg>
          {LEVEL_COLOURS[level]}　{name}
        </li>
      ))}
    </ul>
  );
}
