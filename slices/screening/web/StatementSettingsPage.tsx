import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { INDUSTRIES, type Industry } from '@zhiben/slices/enterprise/domain';
import { Alert, Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
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

interface SettingPartProps {
  readonly title: string;
  readonly setting: Pick<StatementSettings['screening'], 'isOwn' | 'setByName' | 'setAt' | 'source'>;
  /** What the button says that saves. */
  readonly verb: string;
  readonly isIncomplete?: boolean;
  /** What is sent for the fields with their ground; null goes back to the default. */
  readonly bodyOf: (source: string | null) => Parameters<ReturnType<typeof useSetting>['save']>[0];
  readonly children: ReactNode;
}

/** One setting: its fields, the ground it rests on, and the way back to the default. */
function SettingPart({ title, setting, verb, isIncomplete = false, bodyOf, children }: SettingPartProps) {
  const [source, setSource] = useState(setting.source);
  const { save, problem, isRunning } = useSetting();
  const { isOwn, setByName, setAt } = setting;
  return (
    <Section title={title} note={isOwn && setAt ? `${setByName} ${sayInstant(setAt)} 设置` : '系统默认'}>
      <div className="zb-commit">
        {children}
        <Labelled label="依据">
          <Input value={source} maxLength={300} onChange={({ target }) => setSource(target.value)} />
        </Labelled>
        {problem && <Alert type="error" title={problem} role="alert" />}
        <div className="zb-commit-foot">
          <Button type="primary" loading={isRunning} disabled={isIncomplete} onClick={() => void save(bodyOf(source))}>
            {verb}
          </Button>
          {isOwn && <Button onClick={() => void save(bodyOf(null))}>恢复系统默认</Button>}
        </div>
      </div>
    </Section>
  );
}

function ScreeningPart({ setting }: { setting: StatementSettings['screening'] }) {
  const [makeUpDays, setMakeUpDays] = useState<number | null>(setting.makeUpDays);
  const [lateFilingDays, setLateFilingDays] = useState<number | null>(setting.lateFilingDays);
  return (
    <SettingPart
      title="排查的补查和停用补报"
      setting={setting}
      verb="保存排查规则"
      isIncomplete={makeUpDays === null || lateFilingDays === null}
      bodyOf={(source) => ({
        screening:
          source === null ? null : { makeUpDays: makeUpDays ?? 0, lateFilingDays: lateFilingDays ?? 0, source },
      })}
    >
      <p className="zb-commit-check">
        应查时段结束后
        <InputNumber aria-label="补查天数" value={makeUpDays} min={0} max={14} precision={0} onChange={setMakeUpDays} />
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
    </SettingPart>
  );
}

function CommitmentPart({ setting }: { setting: StatementSettings['commitment'] }) {
  const [asked, setAsked] = useState(setting.industries);
  const [dueTime, setDueTime] = useState(setting.dueTime);
  return (
    <SettingPart
      title="安全承诺公告"
      setting={setting}
      verb="保存承诺设置"
      bodyOf={(source) => ({ commitment: source === null ? null : { industries: asked, dueTime, source } })}
    >
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
    </SettingPart>
  );
}

function StatementPart({ setting }: { setting: StatementSettings['statement'] }) {
  const [asked, setAsked] = useState(setting.industries);
  const [dueDay, setDueDay] = useState<number | null>(setting.dueDay);
  return (
    <SettingPart
      title="隐患排查治理月报告"
      setting={setting}
      verb="保存月报告设置"
      isIncomplete={dueDay === null}
      bodyOf={(source) => ({
        statement: source === null ? null : { industries: asked, dueDay: dueDay ?? 5, source },
      })}
    >
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
    </SettingPart>
  );
}
