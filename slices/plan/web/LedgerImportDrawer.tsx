import { newId } from '@zhiben/platform/domain/ids.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Failure } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import type { ProblemError } from '@zhiben/platform/web/problem.ts';
import { callWithFile } from '@zhiben/platform/web/upload.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Drawer } from 'antd';
import { useRef, useState } from 'react';
import { applyLedger, exportLedger, type LedgerPreview, previewLedger } from '../domain/index.ts';

interface LedgerImportProps {
  readonly campaignId: string;
  readonly onClose: () => void;
}

/** Gives back a filled-in ledger: first what it would change and what is wrong with it, then, on a word, the change. */
export function LedgerImportDrawer({ campaignId, onClose }: LedgerImportProps) {
  const notice = useNotice();
  const command = useCommand(applyLedger);
  const [commandId, setCommandId] = useState(newId);
  const [preview, setPreview] = useState<LedgerPreview | null>(null);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [isReading, setReading] = useState(false);
  const [fileName, setFileName] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const read = async (file: File | undefined) => {
    if (!file) return;
    setReading(true);
    setFileName(file.name);
    setProblem(null);
    setPreview(null);
    setCommandId(newId());
    try {
      setPreview(await callWithFile(previewLedger, { params: { id: campaignId } }, file));
    } catch (error) {
      setProblem(error as ProblemError);
    } finally {
      setReading(false);
    }
  };
  const apply = async ({ assignments, dates, notes, changes }: LedgerPreview) => {
    try {
      await command.run({ params: { id: campaignId }, body: { commandId, assignments, dates, notes } });
      notice(`已按台账更新 ${changes.length} 项任务`);
      onClose();
    } catch (error) {
      setProblem(error as ProblemError);
    }
  };
  return (
    <Drawer open title="导入任务台账" onClose={onClose} size={720}>
      <p className="zb-form-lead">
        先<a href={urlOf(exportLedger, { params: { id: campaignId } })}>下载任务台账</a>
        ，在表格中填写“牵头单位”“配合单位”“完成时限”“备注”四列，再选择文件。系统先列出将要改动的内容，由您确认后才更新。
      </p>
      <div className="plan-ledger-file">
        <input
          ref={input}
          type="file"
          accept=".xlsx"
          hidden
          aria-label="填好的台账"
          onChange={({ target }) => {
            void read(target.files?.[0]);
            target.value = '';
          }}
        />
        <Button loading={isReading} onClick={() => input.current?.click()}>
          {fileName ? '重新选择文件' : '选择填好的台账（.xlsx）'}
        </Button>
        {fileName && <span>{fileName}</span>}
      </div>
      {isReading && <p role="status">正在核对台账</p>}
      {problem && <Failure problem={problem} />}
      {preview && (
        <>
          <Problems problems={preview.problems} />
          <Changes preview={preview} />
          {preview.changes.length > 0 && (
            <Button type="primary" loading={command.isRunning} onClick={() => void apply(preview)}>
              更新这 {sayNumber(preview.changes.length)} 项任务
            </Button>
          )}
        </>
      )}
    </Drawer>
  );
}

function Problems({ problems }: Pick<LedgerPreview, 'problems'>) {
  if (problems.length === 0) return null;
  return (
    <Alert
      type="warning"
      role="alert"
      title={`有 ${problems.length} 处不能导入，这些行不会改动；改好后重新选择文件`}
      description={
        <ul className="plan-ledger-problems">
          {problems.map(({ path, message }) => (
            <li key={`${path}${message}`}>
              {path}：{message}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Changes({ preview: { rows, changes } }: { preview: LedgerPreview }) {
  if (changes.length === 0) return <p role="status">读到 {sayNumber(rows)} 行，没有需要改动的内容。</p>;
  return (
    <table className="plan-ledger-changes">
      <caption>
        读到 {sayNumber(rows)} 行，将改动 {sayNumber(changes.length)} 项任务
      </caption>
      <thead>
        <tr>
          <th scope="col">行</th>
          <th scope="col">任务</th>
          <th scope="col">改动</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ row, taskId, label, fields }) => (
          <tr key={taskId}>
            <td>{row}</td>
            <td>{label}</td>
            <td>
              {fields.map(({ name, before, after }) => (
                <div key={name}>
                  {name}：<del>{before || '空'}</del> → <ins>{after || '空'}</ins>
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
