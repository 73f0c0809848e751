import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormPage } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, InputNumber, Switch } from 'antd';
import { type EffectSettings, getEffectSettings, setEffectSettings } from '../domain/effect.contract.ts';
import './effect.css';

type Settings = ResponseOf<typeof getEffectSettings>;
const TITLE = '运行效果的本县参数';
const points = <InputNumber min={0} max={50} step={0.5} addonAfter="分" style={{ width: 160 }} />;

/** What the public formula leaves open, with the paper it rests on; whoever may not set it can read it. */
export default function EffectSettingsPage() {
  usePageTitle(TITLE);
  const { data, error, refetch } = useCall(getEffectSettings, {});
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载本县参数" />;
  return (
    <>
      {data.abilities.configure ? (
        <SettingsForm key={data.version} now={data} />
      ) : (
        <div className="zb-effect">
          <h1>{TITLE}</h1>
          <p className="zb-effect-soft">由县级统一设定，您可以查看。现行：{data.basis}。</p>
          <Said settings={data.settings} />
        </div>
      )}
      {data.history.length > 0 && (
        <div className="zb-effect">
          <Section title="历次版本" note={`${data.history.length} 版`}>
            <ul className="zb-effect-history">
              {data.history.map((one) => (
                <li key={one.version}>
                  <strong>
                    第 {one.version} 版：{one.basis}
                  </strong>
                  <Said settings={one.settings} />
                  <small>
                    {sayInstant(one.setAt)} {one.setByName}
                  </small>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      )}
    </>
  );
}

function SettingsForm({ now }: { now: Settings }) {
  const commandId = useNewId();
  const set = useCommand(setEffectSettings);
  const notice = useNotice();
  return (
    <FormPage
      title={TITLE}
      lead={`公式 E =（A + B）× α 是公开的，扣多少分、哪些情形否决没有公开的国家规定，由本县文件确定。现行${now.version > 0 ? `第 ${now.version} 版` : ''}：${now.basis}。`}
      schema={setEffectSettings.body}
      extra={{ commandId, version: now.version }}
      initial={{ settings: now.settings }}
      submitLabel="保存新一版参数"
      onSubmit={async (body) => {
        const { version } = await set.run({ body });
        notice(`已保存第 ${version} 版，还会变动的月份随后重算`);
      }}
    >
      <FormSection title="A：任务完成" lead="包保责任人的任务（包保清单）每漏查一次扣的分，0 为不扣。">
        <Field name="settings.countMadeUp" label="补查计为完成" valueProp="checked">
          <Switch />
        </Field>
        <Field name="settings.guarantor.principal" label="主要负责人每次">
          {points}
        </Field>
        <Field name="settings.guarantor.technical" label="技术负责人每次">
          {points}
        </Field>
        <Field name="settings.guarantor.operator" label="操作负责人每次">
          {points}
        </Field>
      </FormSection>
      <FormSection
        title="B：隐患整改"
        lead="自查登记的隐患少于每百次计划任务若干条时扣分。设得过高会逼出凑数的琐碎隐患，请谨慎。"
      >
        <Field name="settings.tooFew.perHundred" label="每百次任务少于（条）">
          <InputNumber min={0} max={100} style={{ width: 160 }} />
        </Field>
        <Field name="settings.tooFew.points" label="扣分">
          {points}
        </Field>
      </FormSection>
      <FormSection title="α：否决" lead="其他否决情形由监管人员逐家登记，写明事由和依据。">
        <Field name="settings.vetoOverdueMajor" label="重大事故隐患逾期未整改的自动否决" valueProp="checked">
          <Switch />
        </Field>
      </FormSection>
      <FormSection title="依据">
        <Field name="basis" label="文件名称和文号">
          <Input maxLength={200} />
        </Field>
      </FormSection>
    </FormPage>
  );
}

function Said({ settings: s }: { settings: EffectSettings }) {
  const { guarantor: by, tooFew } = s;
  return (
    <p>
      补查{s.countMadeUp ? '计为' : '不计为'}完成；包保责任人每漏查一次，主要负责人扣 {by.principal} 分、技术负责人扣{' '}
      {by.technical} 分、操作负责人扣 {by.operator} 分；
      {tooFew.points > 0 ? `自查隐患少于每百次任务 ${tooFew.perHundred} 条的扣 ${tooFew.points} 分` : '隐患过少不扣分'}
      ；{s.vetoOverdueMajor ? '重大事故隐患逾期未整改的自动否决' : '没有自动否决的情形'}。
    </p>
  );
}
