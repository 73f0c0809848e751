import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Segmented } from 'antd';
import { z } from 'zod';
import { listConflicts } from '../domain/record.contract.ts';
import { ConflictCard } from './ConflictCard.tsx';
import { OfEnterprise } from './OfEnterprise.tsx';
import './screening.css';

const view = z.object({ show: z.enum(['open', 'all']).optional(), enterpriseId: z.string().optional() });

/** Where two devices answered the same differently: nothing is overwritten, a person decides. */
export default function ConflictListPage() {
  return (
    <OfEnterprise title="记录冲突">
      <ConflictList />
    </OfEnterprise>
  );
}

function ConflictList() {
  usePageTitle('记录冲突');
  const [{ show = 'open', enterpriseId }, setView] = useUrlState(view);
  const list = useListRows(listConflicts, undefined, {
    ...(enterpriseId && { enterpriseId }),
    ...(show === 'open' && { open: 'true' }),
  });
  return (
    <div className="zb-scr-page">
      <h1>记录冲突</h1>
      <p className="zb-scr-lead">
        两台手机对同一时段、同一检查项填得不同时，两边都保留，由本企业的人看清后选定一个并写明理由。
      </p>
      <Segmented
        aria-label="显示哪些冲突"
        value={show}
        options={[
          { value: 'open', label: '待处理' },
          { value: 'all', label: '全部' },
        ]}
        onChange={(next) => void setView({ show: next as 'open' | 'all' })}
      />
      {list.isPending && <Loading label="正在加载冲突" />}
      {list.isError && list.rows.length === 0 && <Failure problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.rows.length === 0 && (
        <Empty title={show === 'open' ? '没有待处理的冲突' : '没有发生过冲突'}>
          同一时段由一台手机查完时不会有冲突；两人同时查同一份清单时，相同的答案自动合并。
        </Empty>
      )}
      {list.rows.map((conflict) => (
        <ConflictCard key={conflict.id} conflict={conflict} withRecord />
      ))}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          更多
        </Button>
      )}
    </div>
  );
}
