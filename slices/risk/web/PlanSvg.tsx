import { fileUrl } from '@zhiben/platform/web/upload.ts';
import type { MouseEvent } from 'react';
import type { RiskPlan } from '../domain/plan.contract.ts';
import { LEVEL_COLOURS, type Level } from '../domain/risk.terms.ts';

type Corner = readonly [number, number];

interface Props {
  readonly plan: Pick<RiskPlan, 'name' | 'fileId' | 'width' | 'height' | 'areas' | 'points'>;
  /** What is being drawn: its corners so far. */
  readonly drawing?: readonly Corner[];
  readonly onPlace?: (x: number, y: number) => void;
  readonly onClose?: () => void;
}

/** The four official colours in full, as plans are painted; each shape also carries its word. */
export const PAINT: Record<Level, string> = { red: '#d81e06', orange: '#f08300', yellow: '#f5d000', blue: '#1f6fd6' };
const UNGRADED = '#8a94a1';
const paintOf = (level: Level | null) => (level ? PAINT[level] : UNGRADED);
const wordOf = (level: Level | null) => (level ? LEVEL_COLOURS[level] : '未评');

/** A drawing with its areas and points, in their colours of today. */
export function PlanSvg({ plan, drawing = [], onPlace, onClose }: Props) {
  const { width, height } = plan;
  const size = Math.max(width, height) / 62;
  const onClick = (event: MouseEvent<SVGSVGElement>) => {
    // A sheet of other proportions than its frame stands in the middle of it: only the matrix knows where.
    const toScreen = event.currentTarget.getScreenCTM();
    if (!onPlace || !toScreen) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(toScreen.inverse());
    const [x, y] = [Math.round(at.x), Math.round(at.y)];
    onPlace(Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y)));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table beside the drawing takes the same places by keyboard
    <svg
      className="zb-plan"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${plan.name}：${plan.areas.length} 个区域，${plan.points.length} 个风险点`}
      data-drawing={onPlace !== undefined}
      onClick={onClick}
      onDoubleClick={onClose}
    >
      <rect width={width} height={height} fill="#fff" stroke="#c3cbd5" />
      {plan.fileId && <image href={fileUrl(plan.fileId)} width={width} height={height} />}
      {plan.areas.map((area, n) => {
        const [x, y] = middle(area.corners);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a unit may have several areas, and they have no other name
          <g key={`${area.unitId}-${n}`}>
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
