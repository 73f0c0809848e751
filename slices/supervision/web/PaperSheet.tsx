import { localDate } from '@zhiben/platform/domain/clock.ts';
import { day, titleInLines } from '../domain/paper.draft.ts';
import type { PaperRecord } from '../domain/supervision.contract.ts';
import './paper-sheet.css';

const AS_DOCUMENT: readonly PaperRecord['kind'][] = ['circular', 'listedSupervision', 'exposure'];

/** The paper as it will be printed, near enough to check its words; the docx is the exact one. */
export function PaperSheet({ paper }: { paper: PaperRecord }) {
  const { issuerName, issuedAt, number, title, body, receipts, kind } = paper;
  const names = (role: 'main' | 'copy') =>
    receipts
      .filter((receipt) => receipt.role === role)
      .map(({ partyName }) => partyName)
      .join('、');
  const copies = names('copy');
  const isDocument = AS_DOCUMENT.includes(kind);
  return (
    <section className="zb-paper" data-form={isDocument ? 'document' : 'letter'} aria-label="文书全文">
      <div className="zb-paper-issuer">{isDocument ? `${issuerName}文件` : issuerName}</div>
      <div className="zb-paper-number">{number && issuedAt ? number : '（印发时编号）'}</div>
      <div className="zb-paper-title">{titleInLines(title)}</div>
      {issuedAt === null && <div className="zb-paper-draft">（送审稿）</div>}
      <p className="zb-paper-to">{names('main') || '（未填写主送单位）'}：</p>
      {body
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      <div className="zb-paper-sign">
        <div>{issuerName}</div>
        <div>{issuedAt ? day(localDate(new Date(issuedAt))) : '（成文日期）'}</div>
      </div>
      {copies && <div className="zb-paper-copies">抄送：{copies}。</div>}
    </section>
  );
}
