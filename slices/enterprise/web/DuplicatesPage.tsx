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
      <h1>重复档案</h1>
      <p>名称相同或相近、在同一乡镇或相距很近、且至多一份有统一社会信用代码的，列在这里核对。合并可以撤销。</p>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading label="正在比对" />}
      {data?.rows.length === 0 && <Empty title="没有发现疑似重复的档案" />}
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
        notice(
          '已合并',
          () => void undo.run({ params: { id: mergeId }, body: { commandId: newId() } }).catch(() => {}),
        );
      },
    });
  return (
    <li>
      <strong>{reasons.join('、')}</strong>
      <Side file={kept} />
      <Side file={gone} />
      <div className="zb-proposal-actions">
        <Button onClick={() => ask(kept, gone)}>合并，保留前一份</Button>
        <Button onClick={() => ask(gone, kept)}>合并，保留后一份</Button>
      </div>
    </li>
  );
}

function Side({ file }: { file: DuplicatePair['kept'] }) {
  const names = usePlaceNames();
  return (
    <span>
      <Link to={`/enterprises/${file.id}` as never}>{file.name}</Link>（
      {file.creditCode ?? file.localNumber ?? '无代码'}，{names.division(file.division)}，{file.address || '无地址'}）
    </span>
  );
}

function Merges() {
  const list = useListRows(listMerges, undefined, NO_QUERY);
  const undo = useCommand(undoMerge, ['hazard']);
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
                  void undo
                    .run({ params: { id: one.id }, body: { commandId: newId() } })
                    .then(() => notice('已撤销，两份档案都已恢复'))
                    .catch(() => {})
                }
              >
                撤销合并
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
