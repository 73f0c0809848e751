import { newId } from '@zhiben/platform/domain/ids.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayInstant, sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { asProblem, type ProblemError } from '@zhiben/platform/web/problem.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { callWithFile } from '@zhiben/platform/web/upload.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import {
  getImportTemplate,
  IMPORT_ROWS_MAX,
  IMPORT_STATE_NAMES,
  listImports,
  startImport,
} from '../domain/enterprise-import.contract.ts';
import { ImportResult } from './ImportResult.tsx';
import '@zhiben/platform/web/kit/files/files.css';
import './enterprise.css';

const view = z.object({ import: z.uuid().optional() });

/** Enterprises from a sheet: uploaded, judged in the background, looked at, then entered. */
export default function EnterpriseImportPage() {
  usePageTitle('从表格导入企业');
  const [{ import: id }, setView] = useUrlState(view);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const choose = async (sheet: File | undefined) => {
    if (!sheet) return;
    setProblem(null);
    setShare(0);
    try {
      const started = await callWithFile(startImport, { query: { id: newId() } }, sheet, { onProgress: setShare });
      await setView({ import: started.id }, { keepInHistory: true });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setShare(null);
    }
  };
  return (
    <div className="zb-sheet-import">
      <h1>从表格导入企业</h1>
      <ol>
        <li>
          <a href={urlOf(getImportTemplate, {})} download>
            下载导入模板
          </a>
          ，或直接用已有的名单：常见的表头（企业名称、信用代码、所属乡镇、行业、法定代表人……）能自动识别，认不出的列可以自己对应，本县下次自动记住。每次至多{' '}
          {sayNumber(IMPORT_ROWS_MAX)} 行。
        </li>
        <li>先核对：新建、有变更、有误的逐行列出。核对不改动档案，有误的行不影响其余行。</li>
        <li>确认后在后台导入，可以离开本页；中断后几分钟内自动接着做。空白格不改动已有内容。</li>
      </ol>
      <label className="zb-file-drop">
        <input
          type="file"
          accept=".xlsx"
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <span>选择表格（.xlsx）</span>
      </label>
      {share !== null && <Progress percent={Math.round(share * 100)} aria-label="上传进度" />}
      {problem && <Failure problem={problem} />}
      {id ? (
        <ImportResult key={id} id={id} />
      ) : (
        <EarlierImports onOpen={(one) => void setView({ import: one }, { keepInHistory: true })} />
      )}
    </div>
  );
}

function EarlierImports({ onOpen }: { onOpen: (id: string) => void }) {
  const { data, error, refetch } = useCall(listImports, {});
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.rows.length === 0) return null;
  return (
    <Section title="我最近的导入">
      <ul className="zb-changes">
        {data.rows.map((one) => (
          <li key={one.id}>
            <Button type="link" onClick={() => onOpen(one.id)}>
              {one.fileName}
            </Button>
            <small>
              {sayInstant(one.startedAt)} · {IMPORT_STATE_NAMES[one.state]} · {sayNumber(one.readRows)} 行
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
