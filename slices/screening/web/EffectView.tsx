import { Link } from '@tanstack/react-router';
import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Card, Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useAttempt, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { getEffect, type LostPoint, refreshEffect } from '../domain/effect.contract.ts';
import { monthName } from '../domain/effect-month.rules.ts';
import { monthSchema } from '../domain/statement.contract.ts';
import { EffectFormula } from './EffectFormula.tsx';
import { EffectTests } from './EffectTests.tsx';
import { monthChoices, sayPoints } from './effect-words.ts';
import { type VetoDoing, VetoDrawer } from './VetoDrawer.tsx';
import './effect.css';

type Effect = ResponseOf<typeof getEffect>;
const view = z.object({ month: monthSchema.optional() });

interface EffectViewProps {
  readonly enterpriseId: string;
  /** In the file of the enterprise, or beside a list: without a head of its own. */
  readonly within?: boolean;
}

/** E of one enterprise and month: why each point is lost, what to do next, and what is worth checking. */
export function EffectView({ enterpriseId, within = false }: EffectViewProps) {
  const [{ month }, setView] = useUrlState(view);
  const query = month === undefined ? {} : { month };
  const { data, error, refetch } = useCall(getEffect, { params: { enterpriseId }, query }, { keepPrevious: true });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在计算运行效果" />;
  return (
    <article className="zb-effect" data-within={within}>
      {!within && (
        <header className="zb-effect-head">
          <h1>
            双重预防运行效果
            <small>
              <Link to={`/enterprises/${enterpriseId}` as never}>{data.enterpriseName}</Link>
            </small>
          </h1>
        </header>
      )}
      <div className="zb-effect-bar">
        <Select
          className="zb-screen-only"
          aria-label="月份"
          value={data.month}
          options={monthChoices()}
          onChange={(value: string) => void setView({ month: value })}
        />
        <span className="zb-print-only">{monthName(data.month)}</span>
        <span className="zb-effect-soft">
          {data.from && data.to ? `统计 ${data.from} 至 ${data.to}` : '本月还没有过去的日子'}
        </span>
        <span className="zb-effect-tools zb-screen-only">
          <Link to={`/duty-matrix/${enterpriseId}` as never}>义务履行矩阵</Link>
          <Refresh effect={data} />
          {!within && <Button onClick={() => window.print()}>打印</Button>}
        </span>
      </div>
      <div className="zb-effect-body">
        <div>
          <EffectFormula result={data.result} />
          <Lost effect={data} />
          <Beside effect={data} />
        </div>
        <aside>
          <NextSteps effect={data} />
          <Vetoes effect={data} />
          <Course effect={data} onMonth={(value) => void setView({ month: value })} />
          <p className="zb-effect-soft">
            本县参数{data.settingsVersion > 0 && `第 ${data.settingsVersion} 版`}：{data.basis}。
          </p>
        </aside>
      </div>
    </article>
  );
}

function Refresh({ effect: { enterpriseId, month, abilities } }: { effect: Effect }) {
  const refresh = useCommand(refreshEffect);
  const attempt = useAttempt();
  const notice = useNotice();
  if (!abilities.refresh) return null;
  return (
    <Button
      loading={refresh.isRunning}
      onClick={() =>
        attempt(() =>
          refresh
            .run({ body: { commandId: newId(), month, enterpriseId } })
            .then(() => notice('已安排重算，列表和汇总随后更新')),
        )
      }
    >
      更新到汇总
    </Button>
  );
}

/** Where the records behind a lost point are. */
function pathOf(code: LostPoint['code'], { enterpriseId, month, from, to }: Effect): string | null {
  if (code === 'veto') return null;
  if (code === 'unaccepted') {
    const open = ['notified', 'rectifying', 'applied'].map((status) => `status=${status}`).join('&');
    return `/hazards?enterpriseId=${enterpriseId}&rectificationTo=${to}&${open}`;
  }
  if (code === 'tooFew') return `/screening-records?enterpriseId=${enterpriseId}&from=${from}&to=${to}`;
  return `/duty-matrix/${enterpriseId}?year=${month.slice(0, 4)}&month=${month}`;
}

function Lost({ effect }: { effect: Effect }) {
  const { result, facts } = effect;
  const planned = facts.done + facts.madeUp + facts.missed;
  return (
    <Section title="失分理由" note={result.e === null ? undefined : `100 分，失 ${sayPoints(100 - result.e)} 分`}>
      <p className="zb-effect-soft">
        计划任务 {planned} 次：按时 {facts.done}，补查 {facts.madeUp}，漏查 {facts.missed}
        {facts.excluded > 0 && `；停用、检修期内 ${facts.excluded} 次不计`}。应整改隐患 {facts.due} 条，已验收{' '}
        {facts.accepted} 条。
      </p>
      {result.lost.length === 0 ? (
        <p>{result.e === null ? '能计算的部分没有失分。' : '没有失分。'}</p>
      ) : (
        <ul className="zb-effect-lost">
          {result.lost.map((one, n) => {
            const path = pathOf(one.code, effect);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: vetoes may say the same; the list never changes its order
              <li key={n}>
                <b>{one.points > 0 ? `−${sayPoints(one.points)}` : ''}</b>
                <div>
                  {one.sentence} {path && <Link to={path as never}>看记录</Link>}
                  <small>{one.source}</small>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

function Beside({ effect: { tests } }: { effect: Effect }) {
  const check = tests.filter(({ state }) => state === 'check').length;
  return (
    <Section title="真实性提示" note={check > 0 ? `${check} 项值得核实` : '没有值得核实的情况'}>
      <p className="zb-effect-soft">
        提示只说明看到了什么，不是认定；提示线是系统默认值，不是国家规定。是否有问题，请打开记录、到现场核实后由人判断。
      </p>
      {tests.length === 0 ? <Empty title="本月还没有可以看的记录" /> : <EffectTests tests={tests} />}
    </Section>
  );
}

function NextSteps({ effect }: { effect: Effect }) {
  const { steps } = effect;
  const maySetUp = useMay('screening:manage');
  return (
    <Card title="下一步">
      {steps.length === 0 ? (
        <p>保持现在的排查和整改。</p>
      ) : (
        <ol className="zb-effect-steps">
          {steps.map(({ code, points, label, advice }, n) => {
            // Nothing lost and nothing planned: the enterprise sets its tasks up, others see what is owed.
            const isSetUp = code === 'missed' && points === 0;
            const path = isSetUp && maySetUp ? '/screening-tasks/new' : pathOf(code, effect);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two steps may have one code; the list never changes its order
              <li key={n}>
                <p>
                  {points > 0 && <b>可挽回 {sayPoints(points)} 分</b>} {advice}
                </p>
                {path && <Link to={path as never}>{isSetUp && !maySetUp ? '看应当做的排查' : label}</Link>}
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}

function Vetoes({ effect }: { effect: Effect }) {
  const [doing, setDoing] = useState<VetoDoing | null>(null);
  const { vetoes, abilities } = effect;
  if (vetoes.length === 0 && !abilities.veto) return null;
  return (
    <Card title="否决（α）">
      {vetoes.length === 0 && <p>本月没有否决。</p>}
      <ul className="zb-effect-vetoes">
        {vetoes.map((veto) => (
          <li key={veto.id}>
            <strong>{veto.reason}</strong> {veto.withdrawnAt && <StatusTag label="已撤回" />}
            <small>
              依据：{veto.basis}
              <br />
              {sayInstant(veto.decidedAt)} {veto.decidedByName}
              {veto.withdrawnAt && (
                <>
                  <br />
                  {sayInstant(veto.withdrawnAt)} {veto.withdrawnByName}撤回：{veto.withdrawnWhy}
                </>
              )}
            </small>
            {abilities.veto && !veto.withdrawnAt && (
              <Button size="small" onClick={() => setDoing({ verb: 'withdraw', veto })}>
                撤回否决
              </Button>
            )}
          </li>
        ))}
      </ul>
      {abilities.veto && <Button onClick={() => setDoing({ verb: 'veto' })}>登记否决</Button>}
      {doing && (
        <VetoDrawer
          enterpriseId={effect.enterpriseId}
          name={effect.enterpriseName}
          month={effect.month}
          doing={doing}
          onDone={() => setDoing(null)}
        />
      )}
    </Card>
  );
}

function Course({ effect: { course, month }, onMonth }: { effect: Effect; onMonth: (month: string) => void }) {
  if (course.length < 2) return null;
  return (
    <Card title="各月">
      <table className="zb-effect-course">
        <thead>
          <tr>
            <th scope="col">月份</th>
            <th scope="col">E</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {course.toReversed().map((one) => (
            <tr key={one.month} data-current={one.month === month}>
              <th scope="row">
                <button type="button" className="zb-link" onClick={() => onMonth(one.month)}>
                  {one.month}
                </button>
              </th>
              {[one.e, one.a, one.b].map((value, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three columns in their order
                <td key={n}>{value === null ? <span className="zb-absent">不可比</span> : sayPoints(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
