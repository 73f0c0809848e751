import type { CheckItem } from '../domain/checklist.contract.ts';
import { sayBounds } from '../domain/edition-diff.rules.ts';
import { type NamedMeasure, sayMeasure } from './use-measures.ts';
import './checklist-sheet.css';

interface Props {
  readonly enterpriseName: string;
  readonly name: string;
  readonly edition: number;
  readonly items: readonly CheckItem[];
  readonly measures: readonly NamedMeasure[] | null;
}

/** A checklist as a table; on paper with boxes to tick, room for words, and places for time and names. */
export function ChecklistSheet({ enterpriseName, name, edition, items, measures }: Props) {
  return (
    <div className="zb-scr-sheet">
      <div className="zb-print-only zb-scr-sheet-head">
        <h2>{name}</h2>
        <p>单位：{enterpriseName}</p>
        <p>
          <span>部位：______________</span>
          <span>检查时间：____年__月__日__时__分</span>
        </p>
      </div>
      <table className="zb-scr-table">
        <thead>
          <tr>
            <th scope="col" className="zb-scr-n">
              序号
            </th>
            <th scope="col">检查内容</th>
            <th scope="col">方法</th>
            <th scope="col" className="zb-scr-basis">
              依据
            </th>
            <th scope="col" className="zb-print-only zb-scr-ticks">
              结果
            </th>
            <th scope="col" className="zb-print-only zb-scr-remark">
              问题和处理
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, n) => (
            <tr key={item.id}>
              <td className="zb-scr-n">{n + 1}</td>
              <th scope="row">
                {item.question}
                <AnswerNote item={item} />
                {item.measureId !== null && measures && (
                  <small className="zb-screen-only">管控措施：{sayMeasure(measures, item.measureId)}</small>
                )}
              </th>
              <td data-label="方法">{item.method}</td>
              <td data-label="依据" className="zb-scr-basis">
                {item.basis || (item.criterion && `判定标准 ${item.criterion}`)}
              </td>
              <td className="zb-print-only zb-scr-ticks">{tickWords(item)}</td>
              <td className="zb-print-only zb-scr-remark" />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="zb-print-only zb-scr-sheet-foot">
        检查人签名：______________　　陪同人：______________　　（清单第 {edition} 版）
      </p>
    </div>
  );
}

function AnswerNote({ item }: { item: CheckItem }) {
  const words = [
    item.kind === 'number' && `填读数${sayBounds(item) && `，${sayBounds(item)}`}`,
    item.kind === 'choice' && item.choices.map((choice) => choice.words).join(' / '),
    item.photo === 'required' && `必须拍照（${item.photoBasis}）`,
  ].filter(Boolean);
  return words.length > 0 ? <small>{words.join('；')}</small> : null;
}

function tickWords({ kind, unit, choices }: CheckItem): string {
  if (kind === 'number') return `______ ${unit}`;
  if (kind === 'choice') return choices.map(({ words }) => `□ ${words}`).join('　');
  return kind === 'text' ? '' : '□ 合格　□ 不合格　□ 不涉及';
}
