import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { Button } from 'antd';
import { type Enterprise, listEnterpriseChanges } from '../domain/enterprise.contract.ts';
import { CHANGE_SOURCE_NAMES } from '../domain/enterprise.terms.ts';

const NO_QUERY = {};

/** 此项由谁何时凭什么改为…: newest first. */
export function ChangesTab({ enterprise }: { enterprise: Enterprise }) {
  const list = useListRows(listEnterpriseChanges, { id: enterprise.id }, NO_QUERY);
  if (list.isPending) return <Loading label="正在加载变更历史" />;
  if (list.isError && list.rows.length === 0)
    return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  const entered = `${enterprise.enteredByName} ${sayInstant(enterprise.createdAt)} 建档`;
  if (list.rows.length === 0) return <Empty title="建档后没有改动过">{entered}，此后各项均为建档时的内容。</Empty>;
  return (
    <>
      <ul className="zb-changes" aria-label="变更历史">
        {list.rows.map((change) => (
          <li key={change.id}>
            <strong>{change.label}</strong>
            <span>
              <del>{change.before ?? <Absent />}</del> → <ins>{change.after ?? <Absent />}</ins>
            </span>
            <small>
              {change.byName} {sayInstant(change.at)} · {CHANGE_SOURCE_NAMES[change.source]}
              {change.basis && ` · 依据：${change.basis}`} · {change.effectiveOn} 起生效
            </small>
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          查看更早的变更
        </Button>
      ) : (
        <p className="zb-changes-origin">{entered}；没有列出的项目均为建档时的内容。</p>
      )}
    </>
  );
}
