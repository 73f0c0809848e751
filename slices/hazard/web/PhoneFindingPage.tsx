import { useNavigate } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { idSchema, text } from '@zhiben/platform/domain/contract.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Choices } from '@zhiben/platform/web/phone/Choices.tsx';
import { PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useState } from 'react';
import { z } from 'zod';
import { fileIds } from '../domain/hazard.commands.ts';
import { CHANNEL_NAMES, CHANNELS } from '../domain/hazard.terms.ts';
import { registerHazard } from '../domain/hazard-commands.contract.ts';
import { EnterpriseAnswer, type KnownEnterprise } from './EnterpriseAnswer.tsx';
import { FindingAnswer } from './FindingAnswer.tsx';
import { withFieldNames } from './renamed-fields.ts';
import { useRecorder } from './use-recorder.ts';

/** What is asked for. People of an enterprise are not asked for it, nor for the channel. */
const answersSchema = z.object({
  enterprise: z.object({ id: idSchema, name: z.string(), industry: z.string() }),
  finding: z.object({ description: text(2000), criterionCode: z.string().nullable().default(null) }),
  place: text(200),
  files: fileIds,
  channel: z.enum(CHANNELS),
});

const FIELD_NAMES: Record<string, string> = {
  enterpriseId: 'enterprise',
  description: 'finding',
  criterionCode: 'finding',
};

/** 上报隐患: what is wrong, where, and if one likes a photo. */
export default function PhoneFindingPage() {
  const { recorder, problem, retry } = useRecorder();
  const register = useCommand(registerHazard);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<KnownEnterprise | undefined>();
  if (problem) return <Failure problem={problem} onRetry={retry} />;
  if (!recorder) return <Loading />;
  const { enterprise: own, channels } = recorder;
  const [usual = 'selfInspection'] = channels;
  type Questions = Parameters<typeof PhoneTask<typeof answersSchema>>[0]['questions'];
  const questions: Questions = [
    ...((own
      ? []
      : [
          {
            field: 'enterprise',
            question: '哪家企业？',
            label: '企业',
            input: (control) => (
              <EnterpriseAnswer
                {...control}
                onChange={(value) => {
                  setChosen(value);
                  control.onChange(value);
                }}
              />
            ),
            say: (value) => value.name,
          },
        ]) as Questions),
    {
      field: 'finding',
      question: '发现了什么问题？',
      label: '隐患描述',
      hint: '用平常的话写，例如“配电箱门没关，线头裸露”。',
      input: (control) => <FindingAnswer {...control} industry={own?.industry ?? chosen?.industry} />,
      say: (value) => value.description,
    },
    {
      field: 'place',
      question: '在哪个部位？',
      label: '部位',
      hint: '例如：罐区 3 号罐、木工车间东侧。',
      input: (control) => <TextAnswer {...control} />,
    },
    {
      field: 'files',
      question: '拍张照片吗？',
      label: '照片',
      hint: '可以不拍。能看清部位和问题的照片有助于认定。',
      photos: true,
      input: (control) => <PhotoField value={control.value ?? []} onChange={control.onChange} />,
    },
    ...((channels.length > 1
      ? [
          {
            field: 'channel',
            question: '怎样发现的？',
            label: '发现渠道',
            hint: '登记后不再更改。',
            input: (control) => (
              <Choices
                label="发现渠道"
                value={control.value}
                onChange={(value) => control.onChange(value as typeof usual)}
                options={channels.map((value) => ({ value, label: CHANNEL_NAMES[value] }))}
              />
            ),
            say: (value) => CHANNEL_NAMES[value],
          },
        ]
      : []) as Questions),
  ];
  return (
    <PhoneTask
      title="上报隐患"
      schema={answersSchema}
      draft="hazard-finding"
      initial={{ channel: usual, ...(own ? { enterprise: own } : {}) }}
      questions={questions}
      submitLabel="上报隐患"
      onSubmit={async ({ enterprise, finding, place, files = [], channel = usual }, id) => {
        const body = {
          id,
          channel,
          files,
          enterpriseId: (own ?? enterprise)?.id ?? '',
          description: finding?.description ?? '',
          criterionCode: finding?.criterionCode ?? null,
          place: place ?? '',
          discoveredOn: localDate(new Date()),
        };
        await withFieldNames(
          (path) => FIELD_NAMES[path] ?? path,
          () => register.run({ body }),
        );
        await navigate({ to: `/m/hazards/${id}`, replace: true } as never);
      }}
    />
  );
}
