import { Link } from '@tanstack/react-router';
import { sayBytes } from '@zhiben/platform/web/kit/dates.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { type DragEvent, useState } from 'react';
import { type PlanImport, usePlanImports } from './use-plan-imports.ts';
import '@zhiben/platform/web/kit/files/files.css';
import './plan-document.css';

/** Files in, plans out: each with its progress, and where it went wrong why and what to do. */
export default function PlanImportPage() {
  usePageTitle('导入方案');
  const { imports, add, retry } = usePlanImports();
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <div className="plan-import">
      <h1>导入方案</h1>
      <p>
        选择已发布的行动方案或通知，系统读出其中的条目、期限、频次和责任主体，供您对照原文核对。原件原样保存；同一文件重复导入不会产生两份。
        wps、doc 文件请先“另存为”docx，扫描件请先做文字识别。
      </p>
      <label
        className="zb-file-drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input
          type="file"
          multiple
          accept=".txt,.docx,.html,.htm,.pdf"
          onChange={(event) => {
            add(event.target.files ?? []);
            event.target.value = '';
          }}
        />
        <span>选择文件，或拖到这里</span>
        <small>Word（docx）、有文字层的 PDF、网页（html）、文本（txt），每个不超过 50 MB，可一次选多个</small>
      </label>
      {imports.length > 0 && (
        <ul className="plan-imports" aria-live="polite">
          {imports.map((one) => (
            <ImportRow key={one.id} one={one} onRetry={() => retry(one)} />
          ))}
        </ul>
      )}
    </div>
  );
}

function ImportRow({ one, onRetry }: { one: PlanImport; onRetry: () => void }) {
  const { file, share, result, problem } = one;
  return (
    <li>
      <div className="plan-imports-name">
        {file.name} <small>{sayBytes(file.size)}</small>
      </div>
      {problem && (
        <div className="plan-imports-problem" role="alert">
          {problem.message}{' '}
          {problem.canRetry && (
            <button type="button" className="zb-link" onClick={onRetry}>
              重试
            </button>
          )}
        </div>
      )}
      {result && (
        <div>
          {result.alreadyImported ? '这份文件以前已经导入：' : '已读出：'}
          <Link to={`/plans/${result.id}` as never}>{result.title}</Link>
          <p className="plan-imports-counts">
            条目 {result.counts.clauses} 条，其中任务 {result.counts.tasks} 项；要求 {result.counts.duties} 项，
            {result.counts.doubts > 0 ? (
              <>
                <Link to={`/plans/${result.id}?unsure=true` as never}>拿不准的 {result.counts.doubts} 处</Link>
                ，建议先核对
              </>
            ) : (
              '没有拿不准的'
            )}
            。
          </p>
        </div>
      )}
      {!result && !problem && (
        <div>
          <progress value={share < 1 ? share : undefined} aria-label={`导入 ${file.name}`} />{' '}
          {share < 1 ? `已上传 ${Math.round(share * 100)}%` : '正在读取条目和要求'}
        </div>
      )}
    </li>
  );
}
