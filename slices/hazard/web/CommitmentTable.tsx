import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { COMMITMENT_KINDS, COMMITMENT_NAMES } from '../domain/hazard.terms.ts';
import './plain-table.css';

/** The five commitments: what was filed of each, and what is still missing. */
export function CommitmentTable({ hazard }: { hazard: HazardRecord }) {
  const { commitments, files, fundsSpent } = hazard;
  return (
    <table className="zb-plain-table zb-five">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">内容</th>
          <th scope="col">责任人</th>
          <th scope="col">证明材料</th>
        </tr>
      </thead>
      <tbody>
        {COMMITMENT_KINDS.map((kind) => {
          const filed = commitments.find((commitment) => commitment.kind === kind);
          const proofs = files.filter((file) => filed?.proof.files.includes(file.id)).map((file) => file.name);
          return (
            <tr key={kind}>
              <th scope="row">{COMMITMENT_NAMES[kind]}</th>
              {filed ? (
                <>
                  <td>
                    {kind === 'funds' ? `计划 ${filed.value} 万元` : filed.value}
                    {kind === 'funds' && fundsSpent !== null && `，已用 ${fundsSpent} 万元`}
                  </td>
                  <td>
                    {filed.owner.name}
                    <small>{filed.owner.position}</small>
                  </td>
                  <td>{[filed.proof.note, ...proofs].filter(Boolean).join('；')}</td>
                </>
              ) : (
                <td colSpan={3}>
                  <Absent /> <span className="zb-visually-hidden">尚未报送</span>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
