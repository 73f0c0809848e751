import { useQueryClient } from '@tanstack/react-query';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { asProblem, type ProblemError } from '@zhiben/platform/web/problem.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { callWithFile } from '@zhiben/platform/web/upload.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { getUserTemplate, IMPORT_ROWS_MAX, type ImportResult, importUsers } from '../domain/user.contract.ts';
import { ImportFaults, ImportRows } from './ImportTables.tsx';
import { savePasswords } from './save-passwords.ts';
import '@zhiben/platform/web/kit/files/files.css';
import './user.css';

/** Users from a sheet: first what would happen, row by row, then the entering of the good rows. */
export default function UserImportPage() {
  usePageTitle('从表格导入用户');
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [result, setResult] = useState<ImportResult | null>(null);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [commandId, setCommandId] = useState(newId);
  const [isRunning, setRunning] = useState(false);

  const send = async (sheet: File, apply: 'true' | 'false', id: string) => {
    setProblem(null);
    setRunning(true);
    try {
      setResult(await callWithFile(importUsers, { query: { commandId: id, apply } }, sheet));
      if (apply === 'true') void client.invalidateQueries({ queryKey: ['identity'] });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  };
  const choose = (sheet: File | undefined) => {
    if (!sheet) return;
    const id = newId();
    setFile(sheet);
    setResult(null);
    setCommandId(id);
    void send(sheet, 'false', id);
  };
  return (
    <div className="zb-import">
      <h1>从表格导入用户</h1>
      <ol>
        <li>
          <a href={urlOf(getUserTemplate, {})} download>
            下载导入模板
          </a>
          ，按说明填写，一行一人，每次至多 {IMPORT_ROWS_MAX} 行。
        </li>
        <li>选择填好的表格，先核对结果，再确认导入。有误的行不影响其余行。</li>
      </ol>
      <label className="zb-file-drop">
        <input
          type="file"
          accept=".xlsx"
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <span>{file ? `重新选择表格（当前：${file.name}）` : '选择表格（.xlsx）'}</span>
      </label>
      {isRunning && <Loading label="正在核对表格" rows={3} />}
      {problem && (
        <Failure problem={problem} {...(file ? { onRetry: () => void send(file, 'false', commandId) } : {})} />
      )}
      {result && !isRunning && (
        <>
          <p role="status">
            <strong>{sayResult(result)}</strong>
          </p>
          {result.applied ? (
            <div className="zb-state-actions">
              <Button type="primary" onClick={() => savePasswords(result)}>
                保存账号和临时密码名单
              </Button>
            </div>
          ) : (
            file &&
            result.good.length > 0 && (
              <div className="zb-state-actions">
                <Button type="primary" onClick={() => void send(file, 'true', commandId)}>
                  导入无误的 {sayNumber(result.good.length)} 人
                </Button>
              </div>
            )
          )}
          <ImportFaults faults={result.faults} />
          <ImportRows rows={result.good} />
        </>
      )}
    </div>
  );
}

function sayResult({ applied, good, badRows }: ImportResult): string {
  const bad = badRows > 0 ? `，${sayNumber(badRows)} 行有误${applied ? '，没有导入' : '，请修改表格后重新选择'}` : '';
  if (!applied) return `${sayNumber(good.length)} 人可以导入${bad}。`;
  return `已导入 ${sayNumber(good.length)} 人${bad}。临时密码只在这里显示一次，请现在保存名单。`;
}
