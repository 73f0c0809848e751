import { Link } from '@tanstack/react-router';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { TYPE_NAMES } from '../domain/official/index.ts';
import { getHoldings, type Holding, type HoldingState } from '../domain/records.contract.ts';
import { ExchangeTabs } from './ExchangeTabs.tsx';

/** Of each type what the county can report, what it cannot and why, and what it did; each number opens its records. */
export default function HoldingsPage() {
  usePageTitle('可报送');
  const { data, error, refetch } = useCall(getHoldings, {});
  return (
    <>
      <ExchangeTabs />
      <div className="zb-exchange">
        <header className="zb-exchange-head">
          <h1>可报送</h1>
        </header>
        {error && <Failure problem={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading />}
        {data && (
          <>
            <Section title="八类官方记录">
              <div className="zb-exchange-scroll">
                <table className="zb-exchange-holdings">
                  <thead>
                    <tr>
                      <th scope="col">记录</th>
                      <th scope="col">可报送</th>
                      <th scope="col">缺企业编码</th>
                      <th scope="col">不报送</th>
                      <th scope="col">收到并保存</th>
                      <th scope="col">对方已收（次）</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.rows.map((row) => (
                      <HoldingRow key={row.type} row={row} />
                    ))}
                  </tbody>
                </table>
              </div>
            </Section>
            <Section title="为什么有的不报送">
              <ul className="zb-exchange-reasons">
                <li>
                  官方排查任务按管控措施报送。在用任务的检查项共 {sayNumber(data.items.all)} 项，其中{' '}
                  {sayNumber(data.items.unmeasured)}{' '}
                  项没有关联管控措施，不报送；所有检查项都没有关联的任务，连同它的排查记录不报送。
                </li>
                <li>
                  隐患只报送在关联了管控措施的检查项上查出的；监管检查、举报、随手拍等途径发现的没有对应的管控措施，不报送。
                </li>
                <li>企业没有登记 9 位企业编码的，记录暂不发出，登记后自动补发。</li>
              </ul>
            </Section>
          </>
        )}
      </div>
    </>
  );
}

function HoldingRow({ row }: { row: Holding }) {
  const { type, held, withoutCode, unreported, kept, sent } = row;
  return (
    <tr>
      <th scope="row">{TYPE_NAMES[type]}</th>
      <Counted row={row} state="held" figure={held} />
      <Counted row={row} state="withoutCode" figure={withoutCode} />
      {unreported ? <Counted row={row} state="unreported" figure={unreported} /> : <td>—</td>}
      <Counted row={row} state="kept" figure={kept} />
      <td>{sent === 0 ? '0' : <Link to={'/exchange/sending' as never}>{sayNumber(sent)}</Link>}</td>
    </tr>
  );
}

interface CountedProps {
  readonly row: Holding;
  readonly state: HoldingState;
  readonly figure: { readonly count: number; readonly exact: boolean };
}

function Counted({ row, state, figure: { count, exact } }: CountedProps) {
  // Not counted to the end: of many there may be some further on.
  const said = exact ? sayNumber(count) : count === 0 ? '查看' : `${sayNumber(count)}+`;
  if (count === 0 && exact) return <td>0</td>;
  return (
    <td>
      <Link to={'/exchange/records' as never} search={{ type: row.type, state } as never}>
        {said}
      </Link>
    </td>
  );
}
