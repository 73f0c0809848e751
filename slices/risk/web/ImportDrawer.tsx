import { useQueryClient } from '@tanstack/react-query';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import type { ProblemError } from '@zhiben/platform/web/problem.ts';
import { callWithFile } from '@zhiben/platform/web/upload.ts';
import { Alert, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { RiskFile } from '../domain/risk.contract.ts';
import { exportRisks, importRisks } from '../domain/template.contract.ts';
import { Labelled } from './Labelled.tsx';

interface Refused {
  readonly sentence: string;
  readonly places: readonly { readonly path: string; readonly message: string }[];
}

/** Reads a sheet in: faults with their cells, and the choice to take the good rows only. */
export function ImportDrawer({ file, onDone }: { file: RiskFile; onDone: () => void }) {
  const [sheet, setSheet] = useState<File | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [done, setDone] = useState('');
  const [isSending, setSending] = useState(false);
  const queries = useQueryClient();
  const { enterpriseId } = file;
  const send = async (goodRows: boolean) => {
    if (!sheet) return;
    setSending(true);
    setRefused(null);
    try {
      const query = { commandId: newId(), ...(goodRows ? { goodRows: 'true' as const } : {}) };
      const result = await callWithFile(importRisks, { params: { enterpriseId }, query }, sheet);
      const { imported, same, bad } = result;
      setDone(`已导入 ${imported} 个风险点，${same} 个已在清单中未改动${bad > 0 ? `，${bad} 行有误未导入` : ''}。`);
      await queries.invalidateQueries({ queryKey: ['risk'] });
    } catch (error) {
      const problem = error as ProblemError;
      setRefused({ sentence: problem.message, places: problem.fields ?? [] });
    } finally {
      setSending(false);
    }
  };
  return (
    <Drawer open title="从表格导入风险清单" onClose={onDone} size={560} destroyOnHidden>
      <div className="zb-assess">
        <p>
          每行一个风险点，措施按四类分列，一格内换行可写多条。先
          <a href={urlOf(exportRisks, { params: { enterpriseId } })} download>
            导出现有清单
          </a>
          作为表样；清单为空时导出的就是空表。
        </p>
        <Labelled label="表格文件（xlsx）">
          <input
            type="file"
            accept=".xlsx"
            onChange={({ target }) => {
              setSheet(target.files?.[0] ?? null);
              setRefused(null);
              setDone('');
            }}
          />
        </Labelled>
        {done && <Alert type="success" title={done} />}
        {refused && (
          <>
            <Alert type="error" title={refused.sentence} role="alert" />
            <ul className="zb-template">
              {refused.places.map(({ path, message }) => (
                <li key={`${path}${message}`}>
                  {path}：{message}
                </li>
              ))}
            </ul>
          </>
        )}
        <div className="zb-risk-actions">
          <Button type="primary" disabled={!sheet} loading={isSending} onClick={() => void send(false)}>
            导入
          </Button>
          {refused && refused.places.length > 0 && <Button onClick={() => void send(true)}>只导入无误的行</Button>}
        </div>
      </div>
    </Drawer>
  );
}
