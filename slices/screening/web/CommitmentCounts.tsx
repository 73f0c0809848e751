import type { CommitmentCounts } from '../domain/commitment.rules.ts';
import { COUNT_NAMES, FLAG_NAMES, FLAGS, INSTALLATIONS, WORKS } from '../domain/commitment.terms.ts';
import './commitment.css';

/** All lines of the official record, in two columns of one length. */
export function Counts({ counts }: { counts: CommitmentCounts }) {
  const half = Math.ceil((INSTALLATIONS.length + WORKS.length + FLAGS.length) / 2) - INSTALLATIONS.length;
  const works = (names: readonly (keyof typeof COUNT_NAMES)[]) =>
    names.map((name) => (
      <tr key={name}>
        <th scope="row">{COUNT_NAMES[name]}</th>
        <td>{counts[name]} 处</td>
      </tr>
    ));
  return (
    <div className="zb-two-columns">
      <table className="zb-counts">
        <tbody>
          {INSTALLATIONS.map((name) => (
            <tr key={name}>
              <th scope="row">{COUNT_NAMES[name]}</th>
              <td>{counts[name]} 套</td>
            </tr>
          ))}
          {works(WORKS.slice(0, half))}
        </tbody>
      </table>
      <table className="zb-counts">
        <tbody>
          {works(WORKS.slice(half))}
          {FLAGS.map((name) => (
            <tr key={name}>
              <th scope="row">{FLAG_NAMES[name]}</th>
              <td>{counts[name] ? '是' : '否'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
