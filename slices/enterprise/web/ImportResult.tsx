import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { ColumnMapping } from '@zhiben/platform/web/kit/import/ColumnMapping.tsx';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Progress, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import {
  applyImport,
  type EnterpriseImport,
  getImport,
  IMPORT_OUTCOME_NAMES,
  IMPORT_OUTCOMES,
  type ImportRow,
  listImportRows,
  mapImport,
} from '../domain/enterprise-import.contract.ts';
import { SHEET_COLUMNS } from '../domain/enterprise-sheet.ts';

const POLL_MS = 1000;

/** One import from the first row read to the last one entered. */
export function ImportResult({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getImport, { params: { id } });
  const apply = useCommand(applyImport);
  const [commandId] = useState(newId);
  const isMoving = data?.state === 'checking' || data?.state === 'applying';
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => void refetch(), POLL_MS);
    return () => clearInterval(timer);
  }, [isMoving, refetch]);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在读取导入" />;
  const good = data.newRows + data.changedRows;
  return (
    <section aria-label="导入结果">
      <p role="status">
        <strong>{sayImport(data)}</strong>
      </p>
      <Moving of={data} />
      {(data.state === 'mapping' || data.state === 'checked') && <Columns of={data} />}
      {apply.problem && <Failure problem={apply.problem} />}
      {data.state === 'checked' && good > 0 && (
        <Button
          type="primary"
          loading={apply.isRunning}
          onClick={() => void apply.run({ params: { id }, body: { commandId } }).catch(() => {})}
        >
          导入无误的 {sayNumber(good)} 家
        </Button>
      )}
      {(data.state === 'checked' || data.state === 'applying' || data.state === 'applied') && <Rows of={data} />}
    </section>
  );
}

/** How far the reading or the entering is. Without knowing how long the sheet is the reading shows no share. */
function Moving({ of: { state, readRows, rowsAbout, newRows, changedRows, appliedRows, overtakenRows } }: Part) {
  const good = newRows + changedRows;
  const done = appliedRows + overtakenRows;
  if (state === 'checking' && rowsAbout !== null && rowsAbout > 0) {
    const percent = Math.min(99, Math.floor((100 * readRows) / rowsAbout));
    return <Progress percent={percent} aria-label="核对进度" />;
  }
  if (state !== 'applying') return null;
  return <Progress percent={good === 0 ? 100 : Math.floor((100 * done) / good)} aria-label="导入进度" />;
}

/** Folded once the columns are known; a change checks the whole sheet again. */
function Columns({ of: made }: Part) {
  const map = useCommand(mapImport);
  const isAsked = made.state === 'mapping';
  const known = Object.keys(made.mapping).length;
  return (
    <details className="zb-import-columns" open={isAsked}>
      <summary>
        各列是什么：已对应 {known} 项
        {!isAsked &&
          made.headers.length > known &&
          `，表格另有 ${made.headers.filter(Boolean).length - known} 列没有用到`}
      </summary>
      <ColumnMapping
        key={JSON.stringify(made.mapping)}
        fields={SHEET_COLUMNS}
        headers={made.headers}
        samples={made.samples}
        mapping={made.mapping}
        submitLabel={isAsked ? '按此对应核对各行' : '按此对应重新核对'}
        isRunning={map.isRunning}
        onMap={(mapping) =>
          void map.run({ params: { id: made.id }, body: { commandId: newId(), mapping } }).catch(() => {})
        }
      />
      {map.problem && <Failure problem={map.problem} />}
    </details>
  );
}

interface Part {
  readonly of: EnterpriseImport;
}

function sayImport(one: EnterpriseImport): string {
  const n = sayNumber;
  if (one.state === 'failed') return one.problem;
  if (one.state === 'mapping') return '没有认出哪一列是单位名称，请指定各列是什么；同样的表头本县下次自动对应。';
  if (one.state === 'checking') {
    const all = one.rowsAbout === null ? '' : `，约共 ${n(one.rowsAbout)} 行`;
    return `正在核对，已读 ${n(one.readRows)} 行${all}。可以离开本页，后台继续进行。`;
  }
  const found = `共 ${n(one.readRows)} 行：新建 ${n(one.newRows)}，有变更 ${n(one.changedRows)}，无变化 ${n(one.sameRows)}，有误 ${n(one.badRows)}。`;
  if (one.state === 'checked') return found;
  if (one.state === 'applying')
    return `${found} 正在导入，已完成 ${n(one.appliedRows)} 家。可以离开本页，后台继续进行。`;
  const late = one.overtakenRows > 0 ? `，${n(one.overtakenRows)} 行因他人先行登记没有导入` : '';
  return `${found} 已导入 ${n(one.appliedRows)} 家${late}。`;
}

function Rows({ of }: Part) {
  const counts = { new: of.newRows, changed: of.changedRows, same: of.sameRows, bad: of.badRows };
  const [outcome, setOutcome] = useState<ImportRow['outcome']>(
    of.badRows > 0 ? 'bad' : of.newRows > 0 ? 'new' : 'changed',
  );
  const items = IMPORT_OUTCOMES.map((one) => ({
    key: one,
    label: `${IMPORT_OUTCOME_NAMES[one]} ${sayNumber(counts[one])}`,
  }));
  return (
    <>
      <Tabs activeKey={outcome} items={items} onChange={(key) => setOutcome(key as ImportRow['outcome'])} />
      <RowsOf key={outcome} id={of.id} outcome={outcome} />
    </>
  );
}

function RowsOf({ id, outcome }: { id: string; outcome: ImportRow['outcome'] }) {
  const list = useListRows(listImportRows, { id }, { outcome });
  if (list.isPending) return <Loading label="正在读取各行" />;
  if (list.isError && list.rows.length === 0)
    return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.rows.length === 0) return <p>没有这样的行。</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="zb-import-scroll" aria-label="逐行结果" tabIndex={0}>
        <table className="zb-rows">
          <thead>
            <tr>
              <th scope="col">行</th>
              <th scope="col">单位</th>
              <th scope="col">{outcome === 'bad' ? '需要修改' : '内容'}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <tr key={row.id}>
                <td>{row.row}</td>
                <td>{row.name || '—'}</td>
                <td>{outcome === 'bad' ? <Faults row={row} /> : <Changes row={row} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          查看后面的行
        </Button>
      )}
    </>
  );
}

const Faults = ({ row }: { row: ImportRow }) => (
  <ul>
    {row.faults.map(({ path, message }) => (
      <li key={`${path}${message}`}>
        {path}：{message}
      </li>
    ))}
  </ul>
);

const Changes = ({ row }: { row: ImportRow }) => (
  <>
    {row.outcome === 'changed'
      ? row.changes.map(({ label, before, after }) => (
          <div key={label}>
            {label}：<del>{before ?? '未填写'}</del> → <ins>{after ?? '未填写'}</ins>
          </div>
        ))
      : row.changes.map(({ label, after }) => `${label} ${after}`).join('；')}
    {row.state === 'overtaken' && <small>他人先行登记，没有导入</small>}
  </>
);
