import { Link } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { listJudgedAnew } from '../domain/hazard-criteria.contract.ts';
import './criteria.css';
import './plain-table.css';

/** Open hazards that the edition in force today might judge otherwise. */
export default function CriteriaChangesPage() {
  usePageTitle('标准更替复核');
  const { data, error, refetch } = useCall(listJudgedAnew, {});
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <div className="zb-criteria">
      <h1>标准更替复核</h1>
      <p className="zb-form-lead">
        标准更替前发现、至今未销号的隐患 {data.checked} 项（每个行业至多查 200 项），其中按现行标准可能认定不同的{' '}
        {data.rows.length} 项。隐患仍按发现当日有效的标准认定，本表只供复核。
      </p>
      {data.rows.length === 0 ? (
        <Empty title="没有需要复核的隐患" />
      ) : (
        <table className="zb-plain-table">
          <thead>
            <tr>
              <th scope="col">隐患</th>
              <th scope="col">发现当日的标准</th>
              <th scope="col">现行标准</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ hazard, before, after }) => (
              <tr key={hazard.id}>
                <td>
                  <Link to={`/hazards/${hazard.id}` as never}>{hazard.number}</Link>
                  <div>{hazard.description}</div>
                  <small>
                    {hazard.enterpriseName}　{hazard.discoveredOn} 发现
                  </small>
                </td>
                <td>
                  {before.verdict}
                  <small>
                    {before.code} {before.standard}
                  </small>
                </td>
                <td>
                  {after.verdict}
                  <small>
                    {after.code} {after.text}
                  </small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
