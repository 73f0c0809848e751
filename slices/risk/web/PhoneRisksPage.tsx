import { Link, useParams } from '@tanstack/react-router';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getRiskFile, type RiskUnit } from '../domain/risk.contract.ts';
import { CONTROL_LEVEL_NAMES, MEASURE_CLASSES } from '../domain/risk.terms.ts';
import { LevelCounts, RiskLevel } from './RiskLevel.tsx';
import { useOwnId } from './use-own-id.ts';
import './phone-risks.css';

/** What the code on a 告知卡 opens: the risks of a post, or of the whole enterprise, for its own people. */
export default function PhoneRisksPage() {
  const { unitId } = useParams({ strict: false }) as { unitId?: string };
  usePageTitle(unitId ? '岗位风险' : '本企业风险');
  const id = useOwnId();
  const mayScreen = useMay('screening:do');
  const mayWrite = useMay('risk:write');
  const { data, error, refetch } = useCall(
    getRiskFile,
    { params: { enterpriseId: id ?? '' } },
    { enabled: Boolean(id) },
  );
  if (id === '') return <Empty title="这里是企业人员查看本单位风险的页面">监管人员请在电脑上打开“风险一张图”。</Empty>;
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载风险清单" />;
  const start = (isFirst: boolean) => (
    <Link
      to={'/m/risks/start' as never}
      className="zb-button zb-phone-block"
      data-kind={isFirst ? 'primary' : undefined}
    >
      从行业模板添加风险点
    </Link>
  );
  const units = unitId ? data.units.filter((unit) => unit.id === unitId) : data.units;
  if (units.length === 0) {
    return (
      <Empty
        title={unitId ? '这个岗位不在本单位的清单中' : '本单位还没有风险清单'}
        actions={!unitId && mayWrite ? start(true) : undefined}
      >
        {emptyWords(unitId !== undefined, mayWrite)}
      </Empty>
    );
  }
  return (
    <article className="zb-phone-risks">
      <header>
        <h2>{unitId ? units[0]?.name : data.enterpriseName}</h2>
        <div>{unitId ? <RiskLevel level={units[0]?.level ?? null} /> : <LevelCounts counts={data.counts} />}</div>
        {unitId && mayScreen && (
          <Link to={`/m/screening/unit/${unitId}` as never} className="zb-button" data-kind="primary">
            排查本单元
          </Link>
        )}
        {unitId && (
          <Link to={'/m/risks' as never} className="zb-button">
            本单位全部风险
          </Link>
        )}
      </header>
      {units.map((unit) => (
        <UnitPart key={unit.id} unit={unit} isOnly={unitId !== undefined} />
      ))}
      {!unitId && mayWrite && (
        <>
          {start(false)}
          <a href="/risks/own" className="zb-button zb-phone-block">
            修改、评价和打印（完整版）
          </a>
        </>
      )}
    </article>
  );
}

function UnitPart({ unit, isOnly }: { unit: RiskUnit; isOnly: boolean }) {
  return (
    <Section title={isOnly ? '风险和措施' : unit.name} note={`${unit.events.length} 项`}>
      {unit.events.map((event) => (
        <details key={event.id} open={isOnly}>
          <summary>
            <RiskLevel level={event.level} />
            <span>{event.name}</span>
          </summary>
          <p>
            {[
              event.accidentType,
              event.controlLevel && CONTROL_LEVEL_NAMES[event.controlLevel],
              event.ownerName && `责任人 ${event.ownerName}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <ol>
            {event.measures.map((measure) => (
              <li key={measure.id}>
                <small>{MEASURE_CLASSES[measure.class1]}</small>
                {measure.content}
              </li>
            ))}
          </ol>
        </details>
      ))}
    </Section>
  );
}

function emptyWords(isUnit: boolean, mayWrite: boolean): string {
  if (isUnit) return '告知卡可能已经更换，请看最新的清单。';
  return mayWrite ? '选一个行业模板，去掉没有的，几分钟就能建好。' : '由主要负责人或安全管理员从行业模板建立。';
}
