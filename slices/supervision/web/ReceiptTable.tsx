import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import type { PaperRecord } from '../domain/supervision.contract.ts';
import { DELIVERY_NAMES, RECEIPT_ROLE_NAMES } from '../domain/supervision.terms.ts';
import './supervision.css';

/** Who was addressed, who signed, who answered. */
export function ReceiptTable({ receipts }: Pick<PaperRecord, 'receipts'>) {
  return (
    <table className="zb-super-table">
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col">签收</th>
          <th scope="col">反馈</th>
        </tr>
      </thead>
      <tbody>
        {receipts.map(({ id, role, partyName, acknowledgedAt, signer, delivered, repliedAt, reports }) => (
          <tr key={id}>
            <th scope="row">
              {partyName}
              <small>{RECEIPT_ROLE_NAMES[role]}</small>
            </th>
            <td>
              {acknowledgedAt ? sayInstant(acknowledgedAt) : <span className="zb-absent">未签收</span>}
              {signer && <small>{delivered ? `${DELIVERY_NAMES[delivered]}，${signer}` : signer}</small>}
            </td>
            <td>
              {repliedAt ? sayInstant(repliedAt) : <span className="zb-absent">未反馈</span>}
              {reports > 0 && <small>报告进展 {reports} 次</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
