import { Link, useParams } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { type NextStep, NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import {
  confirmStatement,
  getStatement,
  getStatementDocx,
  receiveStatement,
  type Statement,
  tellEmployees,
} from '../domain/statement.contract.ts';
import { FIGURE_GROUPS, FIGURES, type FigureCode, MANNER_NAMES, sayMonth } from '../domain/statement.rules.ts';
import './commitment.css';
import './statement.css';

type Drawer = 'receive' | 'tell' | null;

/** A month of an enterprise: the draft that the records make, or what was confirmed, with its receipts. */
export default function StatementPage() {
  const { key = '' } = useParams({ strict: false }) as { key?: string };
  const [enterpriseId = '', month = ''] = key.split('.');
  const [isFresh, setFresh] = useState(false);
  const params = { enterpriseId, month };
  const { data, error, refetch } = useCall(getStatement, { params, query: isFresh ? { fresh: 'true' } : {} });
  const [drawer, setDrawer] = useState<Drawer>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在计算本月数字" />;
  const steps: NextStep[] = [];
  if (data.abilities.receive) {
    steps.push({ label: '签收报告', why: '签收后企业可见回执。', onStart: () => setDrawer('receive') });
  }
  if (data.abilities.tell && !data.told) {
    steps.push({
      label: '登记向职工通报',
      why: '隐患排查治理情况应向从业人员通报（《安全生产法》第四十一条）。',
      onStart: () => setDrawer('tell'),
    });
  }
  const done = () => {
    setDrawer(null);
    setFresh(false);
  };
  return (
    <RecordPage
      number={sayMonth(data.month)}
      title={`${data.enterpriseName}隐患排查治理报告`}
      marks={<Marks statement={data} />}
      actions={
        <>
          <a className="zb-button" href={urlOf(getStatementDocx, { params })} download>
            下载公文（docx）
          </a>
          <LinkButton to={`/statements/${key}/notice`}>打印公示</LinkButton>
          {data.abilities.tell && data.told && <Button onClick={() => setDrawer('tell')}>再登记一次通报</Button>}
        </>
      }
      side={
        <NextStepCard
          steps={steps}
          otherwise={
            data.abilities.confirm
              ? '核对数字和文字后确认报送。'
              : data.isDraft
                ? '当月结束后可以确认。'
                : '报告已确认，等待部门签收和职工通报。'
          }
        />
      }
    >
      {data.isDraft && (
        <p className="zb-commit-same">
          {data.version > 0
            ? '按当前记录重新计算，确认后成为新版本，原版本保留。'
            : '系统按记录计算的草稿，确认后报送。'}
        </p>
      )}
      <FigureTable statement={data} />
      {data.isDraft && (data.abilities.confirm || data.abilities.amend) ? (
        <ConfirmPart key={`${data.version}`} statement={data} onDone={done} />
      ) : (
        <Section title="情况说明">
          {data.words.split('\n').map((line) => (
            <p key={line}>{line}</p>
          ))}
          {data.abilities.amend && !isFresh && <Button onClick={() => setFresh(true)}>更正这份报告</Button>}
        </Section>
      )}
      <Receipts statement={data} />
      {data.versions.length > 1 && (
        <Section title="版本" note={`${data.versions.length} 个`}>
          <ul className="zb-versions">
            {data.versions.map((one) => (
              <li key={one.id}>
                第 {one.version} 版　{sayInstant(one.confirmedAt)} {one.confirmedByName}
                {one.amendsBecause && <small>更正原因：{one.amendsBecause}</small>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {drawer === 'receive' && <ReceiveDrawer statement={data} onDone={done} />}
      {drawer === 'tell' && <TellDrawer statement={data} onDone={done} />}
    </RecordPage>
  );
}

function Marks({ statement }: { statement: Statement }) {
  const { isDraft, isZero, isLate, version, dueOn, confirmedAt } = statement;
  return (
    <>
      {isDraft ? <StatusTag label="草稿" /> : <StatusTag label={`第 ${version} 版 已确认`} tone="green" />}
      {isZero && <StatusTag label="零报告" />}
      {isLate && <StatusTag label="晚于期限" tone="yellow" />}
      {dueOn && <span>{`报送期限 ${dueOn}`}</span>}
      {confirmedAt && !isDraft && <span>{`${sayInstant(confirmedAt)} ${statement.confirmedByName} 确认`}</span>}
    </>
  );
}

export function FigureTable({ statement }: { statement: Statement }) {
  return (
    <div className="zb-figures">
      {Object.entries(FIGURE_GROUPS).map(([group, name]) => (
        <Section key={group} title={name}>
          <table className="zb-counts">
            <tbody>
              {statement.figures
                .filter(({ code }) => FIGURES[code as FigureCode].group === group)
                .map(({ code, label, said, unit, path, value }) => (
                  <tr key={code} data-part={label.startsWith('其中')}>
                    <th scope="row">{label}</th>
                    <td>
                      {path && value !== null && value > 0 ? <Link to={path as never}>{said}</Link> : said}{' '}
                      {value === null ? '' : unit}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Section>
      ))}
    </div>
  );
}

function ConfirmPart({ statement, onDone }: { statement: Statement; onDone: () => void }) {
  const [words, setWords] = useState(statement.words);
  const [because, setBecause] = useState('');
  const [id, setId] = useState(newId);
  const [problem, setProblem] = useState('');
  const send = useCommand(confirmStatement);
  const notice = useNotice();
  const { enterpriseId, month, version } = statement;
  const confirm = async () => {
    if (words.trim() === '') return setProblem('请写明情况说明。');
    if (version > 0 && because.trim() === '') return setProblem('请写明更正的原因。');
    setProblem('');
    try {
      const seen = Object.fromEntries(statement.figures.map(({ code, value }) => [code, value]));
      await send.run({ params: { enterpriseId, month }, body: { id, words, amends: version, because, seen } });
      notice('已确认月报告');
      onDone();
    } catch (error) {
      setProblem((error as Error).message);
      setId(newId());
    }
  };
  return (
    <Section title="情况说明" note="按数字起草，可以补充">
      <div className="zb-commit">
        <Input.TextArea
          aria-label="情况说明"
          value={words}
          maxLength={2000}
          autoSize={{ minRows: 4, maxRows: 14 }}
          onChange={({ target }) => setWords(target.value)}
        />
        {version > 0 && (
          <Input
            aria-label="更正的原因"
            placeholder="更正的原因"
            maxLength={200}
            value={because}
            onChange={({ target }) => setBecause(target.value)}
          />
        )}
        {problem && <Alert type="error" title={problem} role="alert" />}
        <div className="zb-commit-foot">
          <Button type="primary" loading={send.isRunning} onClick={() => void confirm()}>
            {version > 0 ? '确认更正' : statement.isZero ? '确认零报告' : `确认${sayMonth(month)}报告`}
          </Button>
          <small>{statement.source}</small>
        </div>
      </div>
    </Section>
  );
}

function Receipts({ statement: { receiptList } }: { statement: Statement }) {
  return (
    <Section title="回执和通报" note={`${receiptList.length} 条`}>
      {receiptList.length === 0 && <p>还没有部门签收，也没有登记向职工通报。</p>}
      <ul className="zb-versions">
        {receiptList.map((one) => (
          <li key={one.id}>
            {one.party === 'department' ? `${one.partyName} 签收` : `通过${one.partyName}通报（${one.heldOn}）`}
            <small>
              {sayInstant(one.receivedAt)} {one.receivedByName}
              {one.note && `　${one.note}`}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ReceiveDrawer({ statement, onDone }: { statement: Statement; onDone: () => void }) {
  const id = useNewId();
  const send = useCommand(receiveStatement);
  const notice = useNotice();
  const { enterpriseId, month, version } = statement;
  return (
    <FormDrawer
      open
      title="签收月报告"
      lead="签收表示收到，不代表对内容的认可。"
      schema={receiveStatement.body}
      extra={{ id, version }}
      initial={{}}
      submitLabel="签收"
      onCancel={onDone}
      onSubmit={async (body) => {
        await send.run({ params: { enterpriseId, month }, body });
        notice('已签收');
        onDone();
      }}
    >
      <FormSection title={`${statement.enterpriseName} ${sayMonth(month)}`}>
        <Field name="note" label="意见">
          <Input.TextArea maxLength={300} rows={3} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}

function TellDrawer({ statement, onDone }: { statement: Statement; onDone: () => void }) {
  const id = useNewId();
  const send = useCommand(tellEmployees);
  const notice = useNotice();
  const { enterpriseId, month, version } = statement;
  return (
    <FormDrawer
      open
      title="登记向职工通报"
      schema={tellEmployees.body}
      extra={{ id, version }}
      initial={{ manner: 'board', heldOn: localDate(new Date()) }}
      submitLabel="登记通报"
      onCancel={onDone}
      onSubmit={async (body) => {
        await send.run({ params: { enterpriseId, month }, body });
        notice('已登记通报');
        onDone();
      }}
    >
      <FormSection title="通报">
        <Field name="manner" label="方式">
          <Select options={Object.entries(MANNER_NAMES).map(([value, label]) => ({ value, label }))} />
        </Field>
        <Field name="heldOn" label="日期">
          <DateInput max={localDate(new Date())} />
        </Field>
        <Field name="note" label="说明">
          <Input.TextArea maxLength={300} rows={3} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
