import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { getSettings, type Settings } from '../domain/settings.contract.ts';
import { KINDS } from '../domain/supervision.terms.ts';
import { PRESET_NAMES, PRESETS, type Preset, STANDING_NAMES } from '../domain/trigger.types.ts';
import { QuotaSection } from './QuotaSection.tsx';
import { KindDrawer, PresetDrawer, RuleDrawer, WordDrawer } from './SettingDrawers.tsx';
import './supervision.css';

type Edited =
  | { readonly what: 'rule'; readonly rule: Settings['rules'][number] }
  | { readonly what: 'preset'; readonly preset: Preset; readonly enabled: boolean }
  | { readonly what: 'kind'; readonly kind: Settings['kinds'][number] }
  | { readonly what: 'word'; readonly word: Settings['words'][number] };

/** When the system proposes what, by which document; who must look at a paper; how bodies number theirs. */
export default function SettingsPage() {
  usePageTitle('督办规则设置');
  const { data, error, refetch } = useCall(getSettings, {});
  const [edited, setEdited] = useState<Edited | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载规则" />;
  const done = () => setEdited(null);
  return (
    <div className="zb-form-page zb-super-settings">
      <h1>督办规则设置</h1>
      <p className="zb-form-lead">
        系统按规则提出建议，由人决定是否印发。上级文件没有规定天数的，这里的天数是可配置的默认值，不是法定要求；请写明本地依据。
      </p>
      {PRESETS.map((preset) => (
        <PresetSection key={preset} preset={preset} settings={data} onEdit={setEdited} />
      ))}
      <Section title="审核和反馈">
        <table className="zb-super-table">
          <thead>
            <tr>
              <th scope="col">文书</th>
              <th scope="col">审核</th>
              <th scope="col">反馈</th>
              <th scope="col">办理</th>
            </tr>
          </thead>
          <tbody>
            {data.kinds.map((kind) => (
              <tr key={kind.kind}>
                <th scope="row">{KINDS[kind.kind].name}</th>
                <td>{kind.needsApproval ? '须由另一人审核' : '拟稿人可直接印发'}</td>
                <td>{KINDS[kind.kind].isAnswered ? `${kind.replyDays} 个工作日内` : '不要求反馈'}</td>
                <td>
                  <Button size="small" onClick={() => setEdited({ what: 'kind', kind })}>
                    修改
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title="发文代字" note="文号由代字、年份、序号组成，每个单位每种文书每年从 1 号起连续编号">
        <table className="zb-super-table">
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">代字</th>
              <th scope="col">文号示例</th>
              <th scope="col">办理</th>
            </tr>
          </thead>
          <tbody>
            {data.words.map((word) => (
              <tr key={word.bodyId}>
                <th scope="row">{word.bodyName}</th>
                <td>{word.word}</td>
                <td>{`${word.word}督〔2026〕1号`}</td>
                <td>
                  <Button size="small" onClick={() => setEdited({ what: 'word', word })}>
                    修改
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <QuotaSection />
      {edited?.what === 'rule' && <RuleDrawer rule={edited.rule} onDone={done} />}
      {edited?.what === 'preset' && <PresetDrawer preset={edited.preset} enabled={edited.enabled} onDone={done} />}
      {edited?.what === 'kind' && <KindDrawer kind={edited.kind} onDone={done} />}
      {edited?.what === 'word' && <WordDrawer word={edited.word} onDone={done} />}
    </div>
  );
}

interface PresetSectionProps {
  readonly preset: Preset;
  readonly settings: Settings;
  readonly onEdit: (edited: Edited) => void;
}

function PresetSection({ preset, settings, onEdit }: PresetSectionProps) {
  const rules = settings.rules.filter((rule) => rule.preset === preset);
  const on = rules.filter(({ enabled }) => enabled).length;
  return (
    <Section
      title={PRESET_NAMES[preset]}
      note={`已启用 ${on} / ${rules.length} 条`}
      actions={
        <Button size="small" onClick={() => onEdit({ what: 'preset', preset, enabled: on === 0 })}>
          {on === 0 ? '全部启用' : '全部停用'}
        </Button>
      }
    >
      <table className="zb-super-table">
        <thead>
          <tr>
            <th scope="col">规则</th>
            <th scope="col">触发条件</th>
            <th scope="col">建议</th>
            <th scope="col">依据</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.code}>
              <th scope="row">
                {rule.name}
                <small>
                  <StatusTag label={rule.enabled ? '启用' : '停用'} tone={rule.enabled ? 'green' : 'neutral'} />
                </small>
              </th>
              <td>{rule.when}</td>
              <td>{rule.paperKind ? KINDS[rule.paperKind].name : rule.advice}</td>
              <td>
                {rule.source}
                <small>{STANDING_NAMES[rule.standing]}</small>
                {rule.isOwn && rule.setAt && <small>{`${rule.setByName} ${sayInstant(rule.setAt)} 设置`}</small>}
              </td>
              <td>
                <Button size="small" onClick={() => onEdit({ what: 'rule', rule })}>
                  修改
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
