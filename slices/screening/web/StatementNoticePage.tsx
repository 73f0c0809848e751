import { useParams } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { getStatement } from '../domain/statement.contract.ts';
import { FIGURE_GROUPS, FIGURES, type FigureCode, sayMonth } from '../domain/statement.rules.ts';
import './wall-sheet.css';

/** 隐患排查治理情况公示 for the board of the enterprise: figures and words, no names but the one who confirmed. */
export default function StatementNoticePage() {
  usePageTitle('隐患排查治理情况公示');
  const { key = '' } = useParams({ strict: false }) as { key?: string };
  const [enterpriseId = '', month = ''] = key.split('.');
  const { data, error, refetch } = useCall(getStatement, { params: { enterpriseId, month }, query: {} });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <div className="zb-sheet" data-size="A4">
      <style>{'@page { size: A4 portrait; margin: 14mm; }'}</style>
      <p className="zb-screen-only zb-sheet-tools">
        <Button type="primary" onClick={() => window.print()}>
          打印公示
        </Button>
        <span>{data.isDraft ? '还没有确认，确认后再张贴。' : '张贴在信息公示栏。'}</span>
      </p>
      <article>
        <h1>{sayMonth(data.month)}隐患排查治理情况公示</h1>
        <p className="zb-sheet-head">
          <span>{data.enterpriseName}</span>
          {data.isZero && <span>零报告</span>}
        </p>
        <p className="zb-sheet-words">{data.words}</p>
        <table>
          <tbody>
            {Object.entries(FIGURE_GROUPS).map(([group, name]) => [
              <tr key={group} data-group="true">
                <th scope="rowgroup" colSpan={2}>
                  {name}
                </th>
              </tr>,
              ...data.figures
                .filter(({ code }) => FIGURES[code as FigureCode].group === group)
                .map(({ code, label, said, unit, value }) => (
                  <tr key={code}>
                    <th scope="row">{label}</th>
                    <td>
                      {said} {value === null ? '' : unit}
                    </td>
                  </tr>
                )),
            ])}
          </tbody>
        </table>
        <footer>
          <p>
            {data.isDraft ? '未确认' : `确认人：${data.confirmedByName}`}
            {data.confirmedAt && !data.isDraft && `　${sayInstant(data.confirmedAt)}`}
            <br />
            对公示内容有不同意见，可以向安全管理部门反映，也可以拨打 12350 举报。
          </p>
        </footer>
      </article>
    </div>
  );
}
