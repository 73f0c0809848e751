import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Button } from 'antd';
import { ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { industryName } from '../domain/industries.ts';
import {
  type DuplicatePair,
  listDuplicates,
  listMerges,
  mergeEnterprises,
  undoMerge,
} from '../domain/merge.contract.ts';
import './enterprise.css';

const NO_QUERY = {};

export default function DuplicatesPage() {
  usePageTitle('重复档案');
  const { data, error, refetch } = useCall(listDuplicates, {});
  return (
    <div className="zb-matrix">
      <h1>
        重复档案{' '}
        {data && data.rows.length > 0 && !data.isCut && <small>{data.rows.length.toLocaleString('zh-CN')} 对</small>}
      </h1>
      <p>名称相同或相近、在同一乡镇或相距很近、且至多一份有统一社会信用代码的，列在这里核对。合并可以撤销。</p>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading label="正在比对" />}
      {data?.rows.length === 0 && (
        <Empty title="没有发现疑似重复的档案">登记、导入、移交档案后自动重新比对，疑似重复的列在这里。</Empty>
      )}
      {data?.isCut && <p>疑似重复的较多，先列出最相近的 {data.rows.length} 对，处理后其余的接着列出。</p>}
      <ul className="zb-changes">
        {data?.rows.map((pair) => (
          <Pair key={pair.id} pair={pair} />
        ))}
      </ul>
      <Merges />
    </div>
  );
}

function Pair({ pair: { kept, gone, reasons } }: { pair: DuplicatePair }) {
  const merge = useCommand(mergeEnterprises, ['hazard']);
  const undo = useCommand(undoMerge, ['hazard']);
  const confirm = useConfirm();
  const notice = useNotice();
  const ask = (keep: DuplicatePair['kept'], drop: DuplicatePair['kept']) =>
    confirm({
      title: `把“${drop.name}”并入“${keep.name}”？`,
      consequence: '保留的一份缺少的内容从另一份补上，旧地址自动转到保留的一份。可以撤销。',
      verb: '合并',
      run: async () => {
        const body = { commandId: newId(), goneId: drop.id, reason: reasons.join('、') };
        const { mergeId } = await merge.run({ params: { id: keep.id }, body });
        notice('已合并', () => undo.run({ params: { id: mergeId }, body: { commandId: newId() } }));
      },
    });
  return (
    <li>
      <strong>{reasons.join('、')}</strong>
      <div className="zb-duplicate">
        <Side file={kept} onKeep={() => ask(kept, gone)} />
        <Side file={gone} onKeep={() => ask(gone, kept)} />
      </div>
    </li>
  );
}

/** The same lines on both sides, so that what differs is seen by looking across. */
function Side({ file, onKeep }: { file: DuplicatePair['kept']; onKeep: () => void }) {
  const names = usePlaceNames();
  return (
    <div>
      <Link to={`/enterprises/${file.id}` as never}>{file.name}</Link>
      <span>{file.creditCode ?? file.localNumber ?? '无统一社会信用代码'}</span>
      <span>
        {names.division(file.division)} · {industryName(file.industry)}
      </span>
      <span>{file.address || '没有地址'}</span>
      <span>
        {ENTERPRISE_STATUS_NAMES[file.status]} ·{' '}
        {file.employees === null ? '从业人员未填写' : `从业人员 ${file.employees.toLocaleString('zh-CN')} 人`}
      </span>
      <div>
        <Button aria-label={`保留“${file.name}”，另一份并入`} onClick={onKeep}>
          保留这份，另一份并入
        </Button>
      </div>
    </div>
  );
}

function Merges() {
  const list = useListRows(listMerges, undefined, NO_QUERY);
  const undo = useCommand(undoMerge, ['hazard']);
  const confirm = useConfirm();
  const notice = useNotice();
  if (list.rows.length === 0) return null;
  return (
    <Section title="合并记录">
      <ul className="zb-changes">
        {list.rows.map((one) => (
          <li key={one.id}>
            <span>
              “{one.goneName}”并入 <Link to={`/enterprises/${one.keptId}` as never}>{one.keptName}</Link>：{one.reason}
            </span>
            <small>
              {one.mergedByName} {sayInstant(one.mergedAt)}
              {one.undoneAt && ` · ${sayInstant(one.undoneAt)} 已撤销`}
            </small>
            {one.undoneAt === null && (
              <Button
                onClick={() =>
                  confirm({
                    title: `撤销“${one.goneName}”的合并？`,
                    consequence: '另一份恢复原样，合并时补到保留一份上的内容退回；合并后又改过的，留在保留的一份。',
                    verb: '撤销合并',
                    run: async () => {
                      await undo.run({ params: { id: one.id }, body: { commandId: newId() } });
                      notice('已撤销，两份档案都已恢复');
                    },
                  })
                }
              >
                撤销合并
              </Button>
            )}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          更早的合并
        </Button>
      )}
    </Section>
  );
}
