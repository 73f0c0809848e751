import { fileUrl, thumbnailUrl } from '@zhiben/platform/web/upload.ts';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { sayBounds } from '../domain/edition-diff.rules.ts';
import type { Answer, CheckRecord } from '../domain/record.contract.ts';
import { VerdictTag } from './record-marks.tsx';

type Files = CheckRecord['files'];

/** What was answered, item by item in the order of the edition it was answered by; what was left out says so. */
export function AnswerTable({ record }: { record: CheckRecord }) {
  const answers = new Map(record.answerList.map((answer) => [answer.item, answer]));
  return (
    <table className="zb-scr-table">
      <thead>
        <tr>
          <th scope="col" className="zb-scr-n">
            序号
          </th>
          <th scope="col">检查内容</th>
          <th scope="col" className="zb-scr-verdict">
            结果
          </th>
          <th scope="col">说明</th>
          <th scope="col" className="zb-scr-photos">
            照片
          </th>
        </tr>
      </thead>
      <tbody>
        {record.items.map((item, n) => (
          <AnswerRow key={item.id} number={n + 1} item={item} answer={answers.get(item.id)} files={record.files} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly number: number;
  readonly item: CheckItem;
  readonly answer: Answer | undefined;
  readonly files: Files;
}

function AnswerRow({ number, item, answer, files }: RowProps) {
  return (
    <tr data-verdict={answer?.verdict ?? 'none'}>
      <td className="zb-scr-n">{number}</td>
      <th scope="row">
        {item.question}
        {item.basis && <small>{item.basis}</small>}
      </th>
      <td data-label="结果" className="zb-scr-verdict">
        {answer ? <VerdictTag verdict={answer.verdict} /> : '未答'}
      </td>
      <td data-label="说明">{answer && sayAnswer(item, answer)}</td>
      <td className="zb-scr-photos">{answer && <Photos hashes={answer.files} files={files} />}</td>
    </tr>
  );
}

/** The reading with its bounds, the words, the note. */
export function sayAnswer(item: Pick<CheckItem, 'unit' | 'low' | 'high' | 'kind'>, { value, note }: Answer): string {
  const bounds = item.kind === 'number' ? sayBounds(item) : '';
  const reading = value === null ? '' : `${value}${item.unit && ` ${item.unit}`}${bounds && `（应${bounds}）`}`;
  return [reading, note].filter(Boolean).join('；');
}

/** Photos by the digest of their content; those that have not arrived are said, not shown. */
export function Photos({ hashes, files }: { hashes: readonly string[]; files: Files }) {
  if (hashes.length === 0) return null;
  const found = hashes.flatMap((hash) => files.find(({ sha256 }) => sha256 === hash) ?? []);
  return (
    <div className="zb-scr-thumbs">
      {found.map((file) => (
        <a key={file.id} href={fileUrl(file.id)} target="_blank" rel="noopener" aria-label={`打开 ${file.name}`}>
          {file.hasThumbnail ? <img src={thumbnailUrl(file.id)} alt="" loading="lazy" /> : file.name}
        </a>
      ))}
      {found.length < hashes.length && <small>{hashes.length - found.length} 张未到</small>}
    </div>
  );
}
