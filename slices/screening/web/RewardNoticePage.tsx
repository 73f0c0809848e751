import { localDate } from '@zhiben/platform/domain/clock.ts';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { Button } from 'antd';
import { listRewards } from '../domain/reward.contract.ts';
import { sayYuan } from '../domain/reward.rules.ts';
import { SNAPSHOT_KIND_NAMES } from '../domain/snapshot.rules.ts';
import './wall-sheet.css';

const PAID = { status: 'paid', limit: 50 } as const;

/** What was paid, for the board: no names. */
export default function RewardNoticePage() {
  usePageTitle('报告奖励公示');
  const list = useListRows(listRewards, undefined, PAID);
  if (list.isPending) return <Loading />;
  if (list.isError) return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.rows.length === 0) return <Empty title="还没有发放过奖励">发放后可以打印公示。</Empty>;
  const total = list.rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return (
    <div className="zb-sheet" data-size="A4">
      <style>{'@page { size: A4 portrait; margin: 14mm; }'}</style>
      <p className="zb-screen-only zb-sheet-tools">
        <Button type="primary" onClick={() => window.print()}>
          打印公示
        </Button>
        <span>不含姓名。最近 {list.rows.length} 笔。</span>
      </p>
      <article>
        <h1>报告奖励公示</h1>
        <p className="zb-sheet-head">
          <span>{list.rows[0]?.enterpriseName}</span>
          <span>{localDate(new Date())}</span>
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">发放日期</th>
              <th scope="col">类别</th>
              <th scope="col">事由</th>
              <th scope="col" className="zb-sheet-amount">
                金额（元）
              </th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <tr key={row.id}>
                <td>{row.paidOn}</td>
                <td>{SNAPSHOT_KIND_NAMES[row.kind]}</td>
                <td>{row.subject}</td>
                <td>{sayYuan(row.amountFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <footer>
          <p>
            合计 {list.rows.length} 笔，{sayYuan(total)} 元。报告隐患、提出建议都有奖励，可以不留姓名。
          </p>
        </footer>
      </article>
    </div>
  );
}
