import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { CallInput, RouteContract } from '@zhiben/platform/domain/contract.ts';
import { FileInput } from '@zhiben/platform/web/kit/files/FileInput.tsx';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { COMMAND_NAMES, COMMAND_SCHEMAS, type CommandKind } from '../domain/paper.commands.ts';
import { commands, type PaperRecord } from '../domain/supervision.contract.ts';
import { DELIVERY_NAMES } from '../domain/supervision.terms.ts';
import { EditForm } from './EditForm.tsx';

interface CommandFormProps {
  readonly command: CommandKind;
  readonly paper: PaperRecord;
  /** Sent or given up. */
  readonly onDone: () => void;
}

const LEADS: Partial<Record<CommandKind, string>> = {
  submit: '送审后不能修改，审核人可退回。',
  approve: '通过后由发文单位印发。',
  issue: '印发后给出文号，通知主送和抄送单位。内容不能再改，有误的撤回重发。',
  acknowledge: '签收人为本单位主要负责人或其委托的人。',
  publish: '只公布下面这段文字、文号、级别和日期。不得含姓名、电话、身份证号码。',
  delist: '系统核对隐患已验收合格；摘牌后给出文号，可下载摘牌通知。',
  withdraw: '撤回后不能恢复，文书、文号和原因长期保留。',
};

/** The form of a command, beside the paper. */
export function CommandForm(props: CommandFormProps) {
  if (props.command === 'edit') return <EditForm {...props} />;
  return <PlainForm {...props} />;
}

function PlainForm({ command, paper, onDone }: CommandFormProps) {
  const commandId = useNewId(`paper-${command}-${paper.id}-${paper.version}`);
  const give = useCommand(commands[command] as RouteContract, ['hazard']);
  const notice = useNotice();
  const name = COMMAND_NAMES[command];
  const session = useSession();
  return (
    <FormDrawer
      open
      title={name}
      {...(LEADS[command] ? { lead: LEADS[command] } : {})}
      schema={COMMAND_SCHEMAS[command]}
      extra={{ commandId, expectedVersion: paper.version } as never}
      initial={initialOf(command, paper, session.name) as never}
      submitLabel={name}
      irreversible={command === 'withdraw'}
      onSubmit={async (body) => {
        await give.run({ params: { id: paper.id }, body } as unknown as CallInput<RouteContract>);
        notice(`已办理：${name}`);
        onDone();
      }}
      onCancel={onDone}
    >
      {fieldsOf(command, paper)}
    </FormDrawer>
  );
}

const today = () => localDate(new Date());

function initialOf(command: CommandKind, paper: PaperRecord, name: string): object {
  switch (command) {
    case 'acknowledge':
      return { signer: name };
    case 'deliver':
      return { receiptId: paper.receipts.find((r) => r.acknowledgedAt === null)?.id, way: 'visit', onDate: today() };
    case 'askAgain':
      return { receiptId: paper.receipts.find((r) => r.repliedAt !== null)?.id };
    case 'recordTalk':
      return { talkedOn: today() };
    case 'publish':
      return { notice: paper.suggestedNotice ?? '' };
    default:
      return {};
  }
}

const area = (rows: number, most: number) => (
  <Input.TextArea autoSize={{ minRows: rows, maxRows: 14 }} maxLength={most} />
);

function fieldsOf(command: CommandKind, paper: PaperRecord): ReactNode {
  const parties = (which: (receipt: PaperRecord['receipts'][number]) => boolean) =>
    paper.receipts.filter(which).map(({ id, partyName }) => ({ value: id, label: partyName }));
  const files = (
    <Field name="files" label="附件">
      <FileInput />
    </Field>
  );
  switch (command) {
    case 'submit':
    case 'approve':
    case 'issue':
      return <p>{paper.title}</p>;
    case 'sendBack':
    case 'withdraw':
    case 'unpublish':
      return (
        <Field name="reason" label="原因">
          {area(4, 500)}
        </Field>
      );
    case 'acknowledge':
      return (
        <Field name="signer" label="签收人" hint="写签收人的姓名。">
          <Input maxLength={30} />
        </Field>
      );
    case 'deliver':
      return (
        <>
          <Field name="receiptId" label="单位">
            <Select options={parties((r) => r.acknowledgedAt === null)} />
          </Field>
          <Field name="way" label="送达方式">
            <Select options={Object.entries(DELIVERY_NAMES).map(([value, label]) => ({ value, label }))} />
          </Field>
          <Field name="signer" label="收件人">
            <Input maxLength={30} />
          </Field>
          <Field name="onDate" label="送达日期">
            <DateInput max={today()} />
          </Field>
          <Field name="note" label="说明" hint="拒收、留置的写明情况和见证人。">
            {area(2, 300)}
          </Field>
          {files}
        </>
      );
    case 'reply':
    case 'reportProgress':
      return (
        <>
          <Field
            name="text"
            label={command === 'reply' ? '办理情况' : '治理进展'}
            hint="做了什么、结果如何、还差什么。"
          >
            {area(6, 4000)}
          </Field>
          {files}
        </>
      );
    case 'askAgain':
      return (
        <>
          <Field name="receiptId" label="单位">
            <Select options={parties((r) => r.repliedAt !== null)} />
          </Field>
          <Field name="reason" label="原因">
            {area(4, 500)}
          </Field>
          <Field name="replyDueOn" label="新的反馈期限">
            <DateInput min={today()} />
          </Field>
        </>
      );
    case 'recordTalk':
      return (
        <>
          <Field name="talkedOn" label="约谈日期">
            <DateInput max={today()} />
          </Field>
          <Field name="place" label="地点">
            <Input maxLength={100} />
          </Field>
          <Field name="host" label="主持人">
            <Input maxLength={30} />
          </Field>
          <Field name="attendees" label="参加人员">
            {area(2, 300)}
          </Field>
          <Field name="minutes" label="约谈内容">
            {area(5, 4000)}
          </Field>
          <Field name="agreed" label="议定事项" hint="谁、做什么、何时完成。">
            {area(3, 2000)}
          </Field>
          {files}
        </>
      );
    case 'close':
    case 'delist':
      return (
        <>
          <Field name="conclusion" label="结论">
            {area(4, 1000)}
          </Field>
          {command === 'delist' && paper.level !== 'county' && (
            <Field name="number" label="上级摘牌文号">
              <Input maxLength={60} />
            </Field>
          )}
          {files}
        </>
      );
    case 'publish':
      return (
        <Field name="notice" label="公示内容">
          {area(6, 500)}
        </Field>
      );
    default:
      return null;
  }
}
