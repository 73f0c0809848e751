import type { GradePoint } from '../domain/grading.contract.ts';
import './enterprise.css';

/** The sum, line by line: what was added or taken away, why, and where that stands. */
export function GradePoints({ base, points, score }: { base: number; points: readonly GradePoint[]; score: number }) {
  return (
    <table className="zb-points">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">得分</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>基础分</td>
          <td>{base}</td>
        </tr>
        {points.map((point) => (
          <tr key={point.code}>
            <td>
              {point.reason}
              <small>{point.source}</small>
            </td>
            <td>{point.veto ? '直接 D 级' : point.points > 0 ? `+${point.points}` : point.points}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">合计（0 至 {base} 分）</th>
          <td>{score}</td>
        </tr>
      </tfoot>
    </table>
  );
}
