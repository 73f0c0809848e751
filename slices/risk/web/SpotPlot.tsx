import { Link } from '@tanstack/react-router';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { listCentres } from '@zhiben/slices/enterprise/domain';
import { useState } from 'react';
import type { RiskSpot } from '../domain/points.contract.ts';
import { LEVEL_NAMES } from '../domain/risk.terms.ts';
import { PAINT } from './PlanSvg.tsx';

const WIDTH = 1000;
const MARGIN = 24;

/**
 * Enterprises where they lie, without a base map: nothing is fetched from outside. The names of the townships stand
 * where their enterprises are. North is up; degrees at the edge.
 */
export function SpotPlot({ spots }: { spots: readonly RiskSpot[] }) {
  const centres = useCall(listCentres, {}).data?.rows ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const east = spots.map(({ longitude }) => longitude);
  const north = spots.map(({ latitude }) => latitude);
  const [west, top] = [Math.min(...east), Math.max(...north)];
  const [right, south] = [Math.max(...east), Math.min(...north)];
  // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
  const shrink = Math.cos((((top + south) / 2) * Math.PI) / 180);
  const span = Math.max((right - west) * shrink, (top - south) * 1.6, 0.01);
  const scale = (WIDTH - 2 * MARGIN) / span;
  const height = Math.max(220, Math.round((top - south) * scale) + 2 * MARGIN);
  const left = (WIDTH - (right - west) * shrink * scale) / 2;
  const at = ({ longitude, latitude }: Pick<RiskSpot, 'longitude' | 'latitude'>) => ({
    x: left + (longitude - west) * shrink * scale,
    y: MARGIN + (top - latitude) * scale,
  });
  const shown = spots.find(({ enterpriseId }) => enterpriseId === chosen);
  // The gravest last, so that they lie on top.
  const ordered = [...spots].reverse();
  return (
    <div className="zb-spots">
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={`${spots.length} 家有重大、较大风险的企业的位置；下表列出同样的企业`}
      >
        <rect width={WIDTH} height={height} className="zb-spots-ground" />
        <text x={8} y={height - 8} className="zb-spots-degree">
          东经 {west.toFixed(2)}°–{right.toFixed(2)}°，北纬 {south.toFixed(2)}°–{top.toFixed(2)}°
        </text>
        {ordered.map((spot) => {
          const { x, y } = at(spot);
          const isRed = spot.red > 0;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table below opens the same enterprises by keyboard
            <g
              key={spot.enterpriseId}
              onMouseEnter={() => setChosen(spot.enterpriseId)}
              onClick={() => setChosen(spot.enterpriseId)}
            >
              {isRed ? (
                <path d={`M${x} ${y - 8}l8 14h-16z`} fill={PAINT.red} stroke="#fff" />
              ) : (
                <path d={`M${x} ${y - 7}l7 7-7 7-7-7z`} fill={PAINT.orange} stroke="#fff" />
              )}
              <title>{spot.name}</title>
            </g>
          );
        })}
        {centres
          .map(({ township, name, ...place }) => ({ township, name, ...at(place) }))
          .filter(({ x, y }) => x > 0 && x < WIDTH && y > 0 && y < height)
          .map(({ township, name, x, y }) => (
            <text key={township} x={x} y={y} className="zb-spots-place">
              {name}
            </text>
          ))}
      </svg>
      <p role="status">
        {shown ? (
          <>
            <Link to={`/risks/enterprises/${shown.enterpriseId}` as never}>{shown.name}</Link>　{LEVEL_NAMES.red}{' '}
            {shown.red}　{LEVEL_NAMES.orange} {shown.orange}
          </>
        ) : (
          '▲ 有重大风险　◆ 有较大风险　点图上的标记看企业'
        )}
      </p>
      <details>
        <summary>列表（最重的 {Math.min(spots.length, 50)} 家）</summary>
        <table className="zb-risk-sums">
          <thead>
            <tr>
              <th scope="col">企业</th>
              <th scope="col">{LEVEL_NAMES.red}</th>
              <th scope="col">{LEVEL_NAMES.orange}</th>
            </tr>
          </thead>
          <tbody>
            {spots.slice(0, 50).map((spot) => (
              <tr key={spot.enterpriseId}>
                <th scope="row">
                  <Link to={`/risks/enterprises/${spot.enterpriseId}` as never}>{spot.name}</Link>
                </th>
                <td>{spot.red}</td>
                <td>{spot.orange}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
