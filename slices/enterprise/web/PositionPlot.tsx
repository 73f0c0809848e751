import { useCall } from '@zhiben/platform/web/use-call.ts';
import { type PointerEvent, useRef, useState } from 'react';
import { listCentres } from '../domain/centres.contract.ts';
import { HEIGHT, type Position, place, positionAt, scaleOf, type View, viewOf, WIDTH, zoom } from './position-view.ts';
import './position-plot.css';

interface PositionPlotProps {
  readonly value: Position | null;
  /** Absent where it is only shown. */
  readonly onChange?: (position: Position) => void;
}

const STEP = 4;
/** Less is a touch, more is a drag. */
const STILL = 6;

/**
 * Where an enterprise lies among the townships, without a base map: nothing is fetched from outside. A touch sets the
 * place, dragging moves the ground, arrow keys move the mark.
 */
export function PositionPlot({ value, onChange }: PositionPlotProps) {
  const { data } = useCall(listCentres, {});
  const centres = data?.rows ?? [];
  const [moved, setMoved] = useState<View | null>(null);
  const whole = viewOf(value ? [...centres, value] : centres);
  const view = moved ?? whole;
  const drag = useRef<{ x: number; y: number; view: View; far: boolean } | null>(null);
  if (!view) {
    return onChange && data ? <p>本辖区还没有标注过位置的企业可供参照，请填写经纬度，或使用当前位置。</p> : null;
  }
  const pointOf = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = WIDTH / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  };
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const from = drag.current;
    if (!from) return;
    const to = pointOf(event);
    if (!from.far && Math.hypot(to.x - from.x, to.y - from.y) < STILL) return;
    from.far = true;
    const middle = positionAt(from.view, { x: WIDTH / 2 - (to.x - from.x), y: HEIGHT / 2 - (to.y - from.y) });
    setMoved({ ...from.view, ...middle });
  };
  const end = (event: PointerEvent<SVGSVGElement>) => {
    const from = drag.current;
    drag.current = null;
    if (!from || from.far || !onChange) return;
    onChange(positionAt(view, pointOf(event)));
    setMoved(view);
  };
  const nudge = (key: string, isFar: boolean) => {
    const by = STEP * (isFar ? 10 : 1);
    const [dx, dy] = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[key] ?? [];
    if (dx === undefined || dy === undefined || !onChange) return false;
    const from = value ? place(view, value) : { x: WIDTH / 2, y: HEIGHT / 2 };
    onChange(positionAt(view, { x: from.x + dx, y: from.y + dy }));
    setMoved(view);
    return true;
  };
  const mark = value && place(view, value);
  const scale = scaleOf(view);
  return (
    <div className="zb-position" data-shown={onChange ? undefined : ''}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${onChange ? '点选位置，方向键微调；' : ''}${value ? `已标注 ${value.longitude}, ${value.latitude}` : '还没有标注位置'}`}
        {...(onChange ? { tabIndex: 0, 'data-picks': '' } : {})}
        onKeyDown={(event) => {
          if (nudge(event.key, event.shiftKey)) event.preventDefault();
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { ...pointOf(event), view, far: false };
        }}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={() => {
          drag.current = null;
        }}
      >
        <rect width={WIDTH} height={HEIGHT} className="zb-position-ground" />
        {centres.map(({ township, name, ...position }) => {
          const { x, y } = place(view, position);
          return (
            <g key={township}>
              <circle cx={x} cy={y} r={4} className="zb-position-centre" />
              <text x={x + 8} y={y + 6} className="zb-position-name">
                {name}
              </text>
            </g>
          );
        })}
        {mark && <path d={`M${mark.x} ${mark.y}l-10-22a11 11 0 1 1 20 0z`} className="zb-position-mark" />}
        <g transform={`translate(16 ${HEIGHT - 16})`}>
          <path d={`M0-6v6h${scale.units}v-6`} className="zb-position-scale" />
          <text x={scale.units + 8} y={2} className="zb-position-name">
            {scale.label}
          </text>
        </g>
      </svg>
      <div className="zb-position-tools">
        <button type="button" aria-label="放大" onClick={() => setMoved(zoom(view, 0.5))}>
          ＋
        </button>
        <button type="button" aria-label="缩小" onClick={() => setMoved(zoom(view, 2))}>
          －
        </button>
        <button type="button" onClick={() => setMoved(whole)}>
          全图
        </button>
        <small>● 各乡镇企业的中心位置{onChange && '；点图标注，拖动移图'}</small>
      </div>
    </div>
  );
}
