import { useNavigate, useParams } from '@tanstack/react-router';
import { optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Choices } from '@zhiben/platform/web/phone/Choices.tsx';
import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { z } from 'zod';
import { fileIds } from '../domain/hazard.commands.ts';
import {
  ADDRESSEE_NAMES,
  type HazardNotice,
  listHazardNotices,
  SIGNED_HOW_NAMES,
  signHazardNotice,
  visitForHazardNotice,
} from '../domain/hazard-notices.contract.ts';

/** One notice: signed by the addressee on this screen, or served by the township at the door. */
export default function PhoneNoticePage() {
  const { hazardId, id } = useParams({ strict: false }) as { hazardId: string; id: string };
  const { data, error, refetch } = useCall(listHazardNotices, { query: { hazardId } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载告知" />;
  const notice = data.rows.find((row) => row.id === id);
  if (!notice) return <Empty title="没有找到这份告知" />;
  if (notice.abilities.sign) return <Sign notice={notice} />;
  if (notice.abilities.visit) return <Visit notice={notice} />;
  const { signedHow, signedName } = notice;
  return (
    <Empty title={signedHow ? `${SIGNED_HOW_NAMES[signedHow]}：${signedName}` : '等待签收'}>
      {signedHow ? notice.signedNote : '由企业主要负责人的账号签收，逾期由乡镇（园区）上门送达。'}
    </Empty>
  );
}

function Sign({ notice }: { notice: HazardNotice }) {
  const sign = useCommand(signHazardNotice);
  const navigate = useNavigate();
  const who = `${ADDRESSEE_NAMES[notice.addressee]}${notice.addresseeName}`;
  return (
    <PhoneTask
      title="签收告知"
      schema={z.object({ name: text(30) })}
      draft={`hazard-notice-sign-${notice.id}`}
      submitLabel="本人签收"
      onSubmit={async ({ name = '' }, commandId) => {
        await sign.run({ params: { id: notice.id }, body: { commandId, name } });
        await navigate({ to: `/m/hazards/${notice.hazardId}`, replace: true } as never);
      }}
      questions={[
        {
          field: 'name',
          question: `${notice.hazardNumber} ${notice.title}。请${who}本人写下姓名签收`,
          label: '签收人',
          hint: '签收表示已经知悉：须落实整改责任，消除隐患前落实临时管控措施。签收时间和账号记入审计链。',
          input: (control) => <TextAnswer {...control} />,
        },
      ]}
    />
  );
}

const visitSchema = z.object({
  outcome: z.enum(['visit', 'refused']),
  name: text(30),
  place: text(200),
  witnesses: optionalText(100),
  files: fileIds,
});

function Visit({ notice }: { notice: HazardNotice }) {
  const visit = useCommand(visitForHazardNotice);
  const navigate = useNavigate();
  const who = `${ADDRESSEE_NAMES[notice.addressee]}${notice.addresseeName}`;
  return (
    <PhoneTask
      title="上门送达"
      schema={visitSchema}
      draft={`hazard-notice-visit-${notice.id}`}
      initial={{ name: notice.addresseeName }}
      submitLabel="提交送达结果"
      onSubmit={async (answers, commandId) => {
        await visit.run({
          params: { id: notice.id },
          body: { ...(answers as z.input<typeof visitSchema>), commandId },
        });
        await navigate({ to: '/m/notices', replace: true } as never);
      }}
      questions={[
        {
          field: 'outcome',
          question: `${notice.enterpriseName}的${who}签收了吗？`,
          label: '结果',
          hint: `${notice.hazardNumber} ${notice.title}`,
          input: ({ value, onChange }) => (
            <Choices
              label="结果"
              value={value}
              onChange={(key) => onChange(key as 'visit' | 'refused')}
              options={[
                { value: 'visit', label: '当面签收' },
                { value: 'refused', label: '拒绝签收', note: '写明见证人，按留置送达办理' },
              ]}
            />
          ),
          say: (value) => (value === 'visit' ? '当面签收' : '拒绝签收'),
        },
        {
          field: 'place',
          question: '在哪里送达的？',
          label: '地点',
          input: (control) => <TextAnswer {...control} />,
        },
        {
          field: 'witnesses',
          question: '谁在场见证？',
          label: '见证人',
          hint: '拒绝签收的必须填写。',
          input: (control) => <TextAnswer {...control} />,
        },
        {
          field: 'name',
          question: '签收人姓名',
          label: '签收人',
          hint: '告知对象已变更的，写实际签收人。',
          input: (control) => <TextAnswer {...control} />,
        },
        {
          field: 'files',
          question: '拍下签收的文书吗？',
          label: '照片',
          hint: '可以不拍。',
          photos: true,
          input: (control) => <PhotoField value={control.value ?? []} onChange={control.onChange} />,
        },
      ]}
    />
  );
}
