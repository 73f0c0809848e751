import { Link } from '@tanstack/react-router';
import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { drawLookBacks, listLookBackDraws, listLookBacks } from '../domain/hazard-look-back.contract.ts';
import './plain-table.css';

const NO_QUERY = {};

/** 回头看: what is owed, and the draws it comes from, with what anybody needs to draw them again. */
export default function LookBackPage() {
  usePageTitle('回头看');
  const mayDraw = useMay('hazard:draw');
  const [drawing, setDrawing] = useState(false);
  return (
    <div className="zb-form-page">
      <h1>回头看</h1>
      <p className="zb-form-lead">
        对已销号的隐患按比例抽查。抽中哪些由系统留痕在时段结束后生成的校验值确定，事先无人能知道、事后无人能改动；一个时段只抽一次，任何人可以复核。
      </p>
      {mayDraw && (
        <p>
          <Button type="primary" onClick={() => setDrawing(true)}>
            抽取回头看
          </Button>
        </p>
      )}
      <Owed />
      {mayDraw && <Draws />}
      {drawing && <DrawDrawer onDone={() => setDrawing(false)} />}
    </div>
  );
}

function Owed() {
  const list = useListRows(listLookBacks, undefined, NO_QUERY);
  return (
    <Section title="待办的回头看">
      <ListState list={list} />
      {list.data && list.rows.length === 0 && <Empty title="没有待办的回头看">抽中的隐患列在这里，按期限排序。</Empty>}
      {list.rows.length > 0 && (
        <table className="zb-plain-table zb-stacking">
          <thead>
            <tr>
              <th scope="col">隐患</th>
              <th scope="col">企业</th>
              <th scope="col">销号</th>
              <th scope="col">期限</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Link to={`/hazards/${row.id}` as never}>{row.number}</Link>
                  <small>{row.description}</small>
                </th>
                <td>{row.enterpriseName}</td>
                <td data-label="销号">{sayInstant(row.closedAt)}</td>
                <td data-label="期限">
                  <Countdown dueOn={row.lookBackDueOn} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MoreRows list={list} />
    </Section>
  );
}

function Draws() {
  const list = useListRows(listLookBackDraws, undefined, NO_QUERY);
  if (list.data && list.rows.length === 0) return null;
  return (
    <Section title="抽查记录">
      <ListState list={list} />
      {list.rows.length > 0 && (
        <table className="zb-plain-table zb-stacking">
          <thead>
            <tr>
              <th scope="col">时段</th>
              <th scope="col">抽取</th>
              <th scope="col">结果</th>
              <th scope="col">复核</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((draw) => (
              <tr key={draw.id}>
                <th scope="row">
                  {draw.closedFrom} 至 {draw.closedTo}
                  <small>
                    {draw.madeByName}，{sayInstant(draw.madeAt)}
                  </small>
                </th>
                <td>
                  {draw.population} 项中抽 {draw.share}%，共 {draw.drawn.length} 项
                </td>
                <td>
                  已回头看 {draw.doneCount} 项，不合格 {draw.failedCount} 项
                </td>
                <td>
                  <details>
                    <summary>怎样复核</summary>
                    <p>校验值（系统留痕第 {draw.checkpointSeq} 号校验点）：</p>
                    <code>{draw.seed}</code>
                    <p>
                      每项隐患的签号为 sha256(校验值 + “:” + 隐患标识)，取签号最小的。全部隐患标识按行连接后的 sha256：
                    </p>
                    <code>{draw.populationHash}</code>
                  </details>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MoreRows list={list} />
    </Section>
  );
}

type Listed = Pick<ReturnType<typeof useListRows>, 'isPending' | 'error' | 'refetch'>;

function ListState({ list: { isPending, error, refetch } }: { list: Listed }) {
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  return isPending ? <Loading /> : null;
}

type Paged = Pick<ReturnType<typeof useListRows>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;

function MoreRows({ list: { hasNextPage, isFetchingNextPage, fetchNextPage } }: { list: Paged }) {
  if (!hasNextPage) return null;
  return (
    <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      显示更多
    </Button>
  );
}

function DrawDrawer({ onDone }: { onDone: () => void }) {
  const id = useNewId();
  const draw = useCommand(drawLookBacks);
  const notice = useNotice();
  const today = localDate(new Date());
  const yesterday = addDays(today, -1);
  return (
    <FormDrawer
      open
      title="抽取回头看"
      lead="从本单位管辖范围内、所选时段销号的隐患中抽取。抽取后不能重抽。"
      schema={drawLookBacks.body}
      extra={{ id }}
      initial={{ closedFrom: addDays(today, -91), closedTo: yesterday, share: 10, dueOn: addDays(today, 30) }}
      submitLabel="抽取"
      irreversible
      onSubmit={async (body) => {
        const { drawn } = await draw.run({ body: body as never });
        notice(`已抽中 ${drawn.length} 项，承办部门将收到通知`);
        onDone();
      }}
      onCancel={onDone}
    >
      <Field name="closedFrom" label="销号日期从">
        <DateInput max={yesterday} />
      </Field>
      <Field name="closedTo" label="到">
        <DateInput max={yesterday} />
      </Field>
      <Field name="share" label="抽取比例">
        <InputNumber min={1} max={100} precision={0} suffix="%" />
      </Field>
      <Field name="dueOn" label="回头看期限">
        <DateInput min={today} />
      </Field>
    </FormDrawer>
  );
}
