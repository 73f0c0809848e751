import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { GRADE_NAMES, STATUS_NAMES } from '../domain/hazard.terms.ts';
import { share } from '../domain/hazard-analysis.rules.ts';
import { compareSuggestions } from '../domain/hazard-criteria.contract.ts';
import './criteria.css';
import './plain-table.css';

const VERDICT_NAMES = { major: '可能构成重大事故隐患', general: '不符合任何判定标准', unsure: '难以确定' } as const;

/** What was proposed against what people decided, month by month. */
export default function SuggestionsPage() {
  usePageTitle('判定建议比对');
  const { data, error, refetch } = useCall(compareSuggestions, { query: {} });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const percent = (part: number, whole: number) => {
    const rate = share(part, whole);
    return rate === null ? '无' : `${rate}%（${part}/${whole}）`;
  };
  return (
    <div className="zb-criteria">
      <h1>判定建议比对</h1>
      <p className="zb-form-lead">认定时看到的建议和人的认定都留存，按认定月份比对。建议不作为认定依据。</p>
      {data.months.length === 0 ? (
        <Empty title="还没有可以比对的">认定隐患时打开“判定建议”，认定后列在这里。</Empty>
      ) : (
        <Section title="各月">
          <table className="zb-plain-table">
            <thead>
              <tr>
                <th scope="col">月份</th>
                <th scope="col">已认定</th>
                <th scope="col">是否重大一致</th>
                <th scope="col">建议为难以确定</th>
                <th scope="col">条款排第一</th>
                <th scope="col">条款在前三</th>
              </tr>
            </thead>
            <tbody>
              {data.months.map((row) => (
                <tr key={row.month}>
                  <th scope="row">{row.month}</th>
                  <td>{row.decided}</td>
                  <td>{percent(row.agreed, row.decided - row.unsure)}</td>
                  <td>{row.unsure}</td>
                  <td>{percent(row.first, row.withCode)}</td>
                  <td>{percent(row.three, row.withCode)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {data.differing.length > 0 && (
        <Section title="最近不一致的">
          <table className="zb-plain-table">
            <thead>
              <tr>
                <th scope="col">隐患</th>
                <th scope="col">建议</th>
                <th scope="col">认定</th>
              </tr>
            </thead>
            <tbody>
              {data.differing.map((row) => (
                <tr key={row.hazardId}>
                  <td>
                    <Link to={`/hazards/${row.hazardId}` as never}>{row.number}</Link>
                    <div>{row.text}</div>
                    <small>{sayInstant(row.at)}</small>
                  </td>
                  <td>
                    {VERDICT_NAMES[row.verdict]}
                    <small>{row.candidates.slice(0, 3).join('、')}</small>
                  </td>
                  <td>
                    {row.grade ? GRADE_NAMES[row.grade] : STATUS_NAMES[row.status]}
                    <small>{row.criterionCode}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </div>
  );
}
