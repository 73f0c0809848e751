import type { CallInput, RouteContract } from '@zhiben/platform/domain/contract.ts';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input, InputNumber, Switch } from 'antd';
import type { ReactNode } from 'react';
import { z } from 'zod';
import {
  kindSettingSchema,
  ruleSettingSchema,
  type Settings,
  setKind,
  setPreset,
  setRule,
  setWord,
  wordSettingSchema,
} from '../domain/settings.contract.ts';
import { KINDS } from '../domain/supervision.terms.ts';
import { PRESET_NAMES, type Preset } from '../domain/trigger.types.ts';

interface Drawer<S extends z.ZodObject> {
  readonly title: string;
  readonly lead?: string;
  readonly schema: S;
  readonly initial: Partial<z.input<S>>;
  readonly contract: RouteContract;
  readonly params: object;
  readonly isOwn: boolean;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** One setting, and the way back to the default. */
function SettingDrawer<S extends z.ZodObject>(props: Drawer<S>) {
  const { title, lead, schema, initial, contract, params, isOwn, onDone, children } = props;
  const commandId = useNewId();
  const backId = useNewId();
  const set = useCommand(contract);
  const notice = useNotice();
  const send = async (id: string, setting: unknown, said: string) => {
    await set.run({ params, body: { commandId: id, setting } } as unknown as CallInput<RouteContract>);
    notice(said);
    onDone();
  };
  return (
    <FormDrawer
      open
      title={title}
      {...(lead ? { lead } : {})}
      schema={schema}
      initial={initial}
      submitLabel="保存"
      onSubmit={(setting) => send(commandId, setting, '已保存')}
      onCancel={onDone}
    >
      {children}
      {isOwn && (
        <Button type="link" onClick={() => void send(backId, null, '已恢复系统默认')}>
          恢复系统默认
        </Button>
      )}
    </FormDrawer>
  );
}

export function RuleDrawer({ rule, onDone }: { rule: Settings['rules'][number]; onDone: () => void }) {
  const { enabled, overdueDays, source } = rule;
  return (
    <SettingDrawer
      title={rule.name}
      lead="修改后从下一次检查起生效，已经提出的建议不变。"
      schema={ruleSettingSchema}
      initial={{ enabled, overdueDays, source }}
      contract={setRule}
      params={{ code: rule.code }}
      isOwn={rule.isOwn}
      onDone={onDone}
    >
      <Field name="enabled" label="启用" valueProp="checked">
        <Switch />
      </Field>
      {overdueDays !== null && (
        <Field name="overdueDays" label="逾期满几天提出建议">
          <InputNumber min={1} max={365} precision={0} />
        </Field>
      )}
      <Field name="source" label="依据文件和条款" hint="印在文书里。只写文件名称和条款，不写举报等来源。">
        <Input maxLength={200} />
      </Field>
    </SettingDrawer>
  );
}

export function KindDrawer({ kind, onDone }: { kind: Settings['kinds'][number]; onDone: () => void }) {
  return (
    <SettingDrawer
      title={KINDS[kind.kind].name}
      schema={kindSettingSchema}
      initial={{ needsApproval: kind.needsApproval, replyDays: kind.replyDays }}
      contract={setKind}
      params={{ kind: kind.kind }}
      isOwn={kind.isOwn}
      onDone={onDone}
    >
      <Field name="needsApproval" label="须由另一人审核" valueProp="checked">
        <Switch />
      </Field>
      <Field name="replyDays" label="几个工作日内反馈">
        <InputNumber min={1} max={60} precision={0} />
      </Field>
    </SettingDrawer>
  );
}

export function WordDrawer({ word, onDone }: { word: Settings['words'][number]; onDone: () => void }) {
  return (
    <SettingDrawer
      title={`发文代字：${word.bodyName}`}
      lead="已经印发的文号不变。"
      schema={wordSettingSchema}
      initial={{ word: word.word }}
      contract={setWord}
      params={{ bodyId: word.bodyId }}
      isOwn={word.isOwn}
      onDone={onDone}
    >
      <Field name="word" label="代字">
        <Input maxLength={10} />
      </Field>
    </SettingDrawer>
  );
}

const presetSchema = z.object({ source: z.string().trim().max(200, '不能超过 200 字').default('') });

export function PresetDrawer({ preset, enabled, onDone }: { preset: Preset; enabled: boolean; onDone: () => void }) {
  const commandId = useNewId();
  const set = useCommand(setPreset);
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title={`${enabled ? '启用' : '停用'}：${PRESET_NAMES[preset]}`}
      lead={enabled ? '请填写本地印发的文件和条款，作为文书中的依据。' : '停用后不再提出新的建议，已有文书不受影响。'}
      schema={presetSchema}
      submitLabel={enabled ? '全部启用' : '全部停用'}
      onSubmit={async ({ source }) => {
        await set.run({ params: { preset }, body: { commandId, enabled, source: source || null } });
        notice(enabled ? '已启用' : '已停用');
        onDone();
      }}
      onCancel={onDone}
    >
      <Field name="source" label="本地依据文件和条款" hint="不填则保留各条规则现有的依据。">
        <Input maxLength={200} />
      </Field>
    </FormDrawer>
  );
}
