import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { RiskPlan } from '../domain/plan.contract.ts';
import { stepped, within } from './plan-drawing.ts';

type Corner = readonly [number, number];

interface Props {
  readonly area: RiskPlan['areas'][number];
  readonly width: number;
  readonly height: number;
  readonly size: number;
  /** @param step the same for all that one pull, or one run of keys, does to a corner */
  readonly onMove: (corner: number, to: Corner, step: string) => void;
}

/** The corners of an area, to be pulled by pointer or moved by arrow keys, with Shift finely. */
export function PlanHandles({ area, width, height, size, onMove }: Props) {
  const pull = useRef<{ readonly corner: number; readonly step: string } | null>(null);
  const onPointerDown = (event: PointerEvent<SVGCircleElement>, corner: number) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    pull.current = { corner, step: `pull ${corner} ${event.timeStamp}` };
  };
  const onPointerMove = (event: PointerEvent<SVGCircleElement>) => {
    const toScreen = event.currentTarget.ownerSVGElement?.getScreenCTM();
    if (!pull.current || !toScreen) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(toScreen.inverse());
    const to: Corner = [within(Math.round(at.x), width), within(Math.round(at.y), height)];
    onMove(pull.current.corner, to, pull.current.step);
  };
  const end = () => {
    pull.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<SVGCircleElement>, corner: number, at: Corner) => {
    const to = stepped(event.key, at, Math.round(size / (event.shiftKey ? 8 : 1)) || 1, { width, height });
    if (!to) return;
    onMove(corner, to, `keys ${corner}`);
    event.preventDefault();
    event.stopPropagation();
  };
  return area.corners.map(([x, y], corner) => (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button element
    <circle
      // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place in the row; its position changes
      key={corner}
      className="zb-plan-corner"
      role="button"
      tabIndex={0}
      aria-label={`${area.name}第 ${corner + 1} 个角，位置 ${x}, ${y}，用方向键移动`}
      cx={x}
      cy={y}
      r={size * 0.55}
      strokeWidth={size / 5}
      onPointerDown={(event) => onPointerDown(event, corner)}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={(event) => onKeyDown(event, corner, [x, y])}
    />
  ));
}
