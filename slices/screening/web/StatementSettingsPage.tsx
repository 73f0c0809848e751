import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { INDUSTRIES, type Industry } from '@zhiben/slices/enterprise/domain';
import { Alert, Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import {
  DEFAULT_SCREENING,
  getStatementSettings,
  type StatementSettings,
  setStatementSettings,
} from '../domain/statement.settings.ts';
import { Labelled } from './Labelled.tsx';
import './commitment.css';
import './screening.css';
import './statement.css';
import '@zhiben/platform/web/kit/form/form.css';

const TITLE = '自查规则设置';
const industries = Object.entries(INDUSTRIES).map(([value, label]) => ({ value: value as Industry, label }));

/** Of whom the county asks for daily commitments and monthly statements, by when, and on what ground. */
export default function StatementSettingsPage() {
  usePageTitle(TITLE);
  const { data, error, refetch } = useCall(getStatementSettings, {});
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <div className="zb-form-page">
      <h1>{TITLE}</h1>
      <p className="zb-form-lead">
        范围和时限由县安委办设置，请写明依据；每次改动记入审计记录。上级文件没有规定的，这里只是系统默认，不是法定要求。
      </p>
      <ScreeningPart key={`r${data.screening.setAt}`} setting={data.screening} />
      <CommitmentPart key={`c${data.commitment.setAt}`} setting={data.commitment} />
      <StatementPart key={`s${data.statement.setAt}`} setting={data.statement} />
    </div>
  );
}

function useSetting() {
  const set = useCommand(setStatementSettings);
  const notice = useNotice();
  const [problem, setProblem] = useState('');
  const save = async (body: Omit<Parameters<typeof set.run>[0]['body'], 'commandId'>) => {
    setProblem('');
    try {
      await set.run({ body: { commandId: newId(), ...body } });
      notice('已保存');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return { save, problem, isRunning: set.isRunning };
}

type Setting = Pick<StatementSettings['screening'], 'isOwn' | 'setByName' | 'setAt'>;
const byWhom = ({ isOwn, setByName, setAt }: Setting) =>
  isOwn && setAt ? `${setByName} ${sayInstant(setAt)} 设置` : '系统默认';

function ScreeningPart({ setting }: { setting: StatementSettings['screening'] }) {
  const [makeUpDays, setMakeUpDays] = useState<number | null>(setting.makeUpDays);
  const [lateFilingDays, setLateFilingDays] = useState<number | null>(setting.lateFilingDays);
  const [source, setSource] = useState(setting.source);
  const { save, problem, isRunning } = useSetting();
  return (
    <Section title="排查的补查和停用补报" note={byWhom(setting)}>
      <div className="zb-commit">
        <p className="zb-commit-check">
          应查时段结束后
          <InputNumber
            aria-label="补查天数"
            value={makeUpDays}
            min={0}
            max={14}
            precision={0}
            onChange={setMakeUpDays}
          />
          天内可以补查，下一个时段结束就不再能补
        </p>
        <p className="zb-commit-check">
          停用、检修开始后
          <InputNumber
            aria-label="补报天数"
            value={lateFilingDays}
            min={0}
            max={60}
            precision={0}
            onChange={setLateFilingDays}
          />
          天内可以补报
        </p>
        <p className="zb-settings-note">
          系统默认均为 {DEFAULT_SCREENING.makeUpDays}{' '}
          天。改动补查天数后，还在新旧期限以内的时段按新规则重新计数；已经确认的月报告不变。
        </p>
        <Labelled label="依据">
          <Input value={source} maxLength={300} onChange={({ target }) => setSource(target.value)} />
        </Labelled>
        {problem && <Alert type="error" title={problem} role="alert" />}
        <div className="zb-commit-foot">
          <Button
            type="primary"
            loading={isRunning}
            disabled={makeUpDays === null || lateFilingDays === null}
            onClick={() =>
              void save({
                screening: { makeUpDays: makeUpDays ?? 0, lateFilingDays: lateFilingDays ?? 0, source },
              })
            }
          >
            保存排查规则
          </Button>
          {setting.isOwn && <Button onClick={() => void save({ screening: null })}>恢复系统默认</Button>}
        </div>
      </div>
    </Section>
  );
}

function CommitmentPart({ setting }: { setting: StatementSettings['commitment'] }) {
  const [asked, setAsked] = useState(setting.industries);
  const [dueTime, setDueTime] = useState(setting.dueTime);
  const [remindTime, setRemindTime] = useState(setting.remindTime);
  const [remindOn, setRemindOn] = useState(setting.remindOn);
  const [source, setSource] = useState(setting.source);
  const { save, problem, isRunning } = useSetting();
  return (
    <Section title="安全承诺公告" note={byWhom(setting)}>
      <div className="zb-commit">
        <Labelled label="每天应当承诺的行业">
          <Select mode="multiple" value={asked} onChange={setAsked} options={industries} optionFilterProp="label" />
        </Labelled>
        <label className="zb-commit-words">
          每天几点前
          <input
            type="time"
            className="zb-settings-time"
            value={dueTime}
            onChange={({ target }) => setDueTime(target.value)}
          />
        </label>
        <div className="zb-settings-remind">
          <Checkbox
            checked={remindTime !== null}
            onChange={({ target }) => setRemindTime(target.checked ? '09:00' : null)}
          >
            提醒还没有签署的企业
          </Checkbox>
          {remindTime !== null && (
            <>
              <Select
                aria-label="哪些日子提醒"
                value={remindOn}
                onChange={setRemindOn}
                options={[
                  { value: 'workingDays', label: '法定工作日' },
                  { value: 'everyDay', label: '每天' },
                ]}
              />
              <input
                type="time"
                aria-label="几点提醒"
                className="zb-settings-time"
                value={remindTime}
                onChange={({ target }) => setRemindTime(target.value)}
              />
            </>
          )}
        </div>
        <p className="zb-settings-note">
          站内提醒主要负责人和受委托人，每天一次；全厂登记停用的不提醒。提醒的日子不改变应当承诺的日子。
        </p>
        <Labelled label="依据">
          <Input value={source} maxLength={300} onChange={({ target }) => setSource(target.value)} />
        </Labelled>
        {problem && <Alert type="error" title={problem} role="alert" />}
        <div className="zb-commit-foot">
          <Button
            type="primary"
            loading={isRunning}
            onClick={() => void save({ commitment: { industries: asked, dueTime, remindTime, remindOn, source } })}
          >
            保存承诺设置
          </Button>
          {setting.isOwn && <Button onClick={() => void save({ commitment: null })}>恢复系统默认</Button>}
        </div>
      </div>
    </Section>
  );
}

function StatementPart({ setting }: { setting: StatementSettings['statement'] }) {
  const [asked, setAsked] = useState(setting.industries);
  const [dueDay, setDueDay] = useState<number | null>(setting.dueDay);
  const [source, setSource] = useState(setting.source);
  const { save, problem, isRunning } = useSetting();
  return (
    <Section title="隐患排查治理月报告" note={byWhom(setting)}>
      <div className="zb-commit">
        <Checkbox checked={asked === null} onChange={({ target }) => setAsked(target.checked ? null : [])}>
          全部企业都要报告
        </Checkbox>
        {asked !== null && (
          <Labelled label="应当报告的行业">
            <Select mode="multiple" value={asked} onChange={setAsked} options={industries} optionFilterProp="label" />
          </Labelled>
        )}
        <p className="zb-commit-check">
          次月
          <InputNumber aria-label="次月几日" value={dueDay} min={1} max={28} precision={0} onChange={setDueDay} />
          日前报告
        </p>
        <Labelled label="依据">
          <Input value={source} maxLength={300} onChange={({ target }) => setSource(target.value)} />
        </Labelled>
        {problem && <Alert type="error" title={problem} role="alert" />}
        <div className="zb-commit-foot">
          <Button
            type="primary"
            loading={isRunning}
            disabled={dueDay === null}
            onClick={() => void save({ statement: { industries: asked, dueDay: dueDay ?? 5, source } })}
          >
            保存月报告设置
          </Button>
          {setting.isOwn && <Button onClick={() => void save({ statement: null })}>恢复系统默认</Button>}
        </div>
      </div>
    </Section>
  );
}
