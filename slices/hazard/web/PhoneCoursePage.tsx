import { useParams } from '@tanstack/react-router';
import { Empty } from '@zhiben/platform/web/kit/States.tsx';
import { Choices } from '@zhiben/platform/web/phone/Choices.tsx';
import { type AnswerControl, PhoneTask } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { PhotoField } from '@zhiben/platform/web/phone/PhotoField.tsx';
import { DateAnswer, TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import type { ReactElement, ReactNode } from 'react';
import type { z } from 'zod';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { RECORD_COMMANDS, type RecordCommand } from '../domain/hazard.policy.ts';
import { type CourseForm, courseForm, type FormField } from './course-forms.ts';
import { PhoneCommand } from './PhoneCommand.tsx';
import { isOnPhone } from './phone-commands.ts';

/** A command whose form needs nothing of its own, one question a screen. */
export default function PhoneCoursePage() {
  const { command: name } = useParams({ strict: false }) as { command: string };
  const command = RECORD_COMMANDS.find((known) => known === name);
  const contract = command && isOnPhone(command) ? courseForm(command, NOTHING, [])?.contract : undefined;
  if (!command || !contract) return <Empty title="请在电脑上办理">这项办理需要填写文书和依据，请在电脑上打开。</Empty>;
  return (
    <PhoneCommand
      command={command}
      contract={contract}
      task={(hazard, send) => <CourseTask command={command} hazard={hazard} send={send} />}
    />
  );
}

/** Forms name their contract whatever the record; this one stands for none. */
const NOTHING = {
  place: '',
  course: { measures: [], extension: null },
  rectificationDueOn: null,
} as unknown as HazardRecord;

interface CourseTaskProps {
  readonly command: RecordCommand;
  readonly hazard: HazardRecord;
  readonly send: (body: object) => Promise<void>;
}

function CourseTask({ command, hazard, send }: CourseTaskProps): ReactNode {
  const form = courseForm(command, hazard, []) as CourseForm;
  const body = form.contract.body as z.ZodObject;
  const schema = body.omit({ commandId: true, expectedVersion: true });
  // The time of a visit is that at which it was begun here; it is known and not asked.
  const asked = form.fields.filter(({ kind }) => kind !== 'instant' && kind !== 'yes');
  return (
    <PhoneTask
      title={form.title}
      schema={schema}
      draft={`hazard-${command}-${hazard.id}-${hazard.version}`}
      initial={{ ...form.initial }}
      submitLabel={form.submit}
      onSubmit={(answers) => send(answers)}
      questions={asked.map((field) => ({
        field: field.name,
        question: field.label,
        label: field.label,
        hint: field.hint ?? form.lead,
        ...(field.kind === 'files' ? { photos: true } : {}),
        input: (control: AnswerControl<unknown>) => answerOf(field, control),
        say: (value: unknown) => sayAnswer(field, value),
      }))}
    />
  );
}

function answerOf({ kind, label, options = [], max }: FormField, control: AnswerControl<unknown>): ReactElement {
  const { value, onChange, labelledBy, invalid } = control;
  const text = { value: value as string | undefined, onChange, labelledBy, invalid };
  switch (kind) {
    case 'date':
      return <DateAnswer {...text} {...(max ? { max } : {})} />;
    case 'select':
      return (
        <Choices
          label={label}
          value={value === undefined ? undefined : String(value)}
          onChange={(key) => onChange(options.find((option) => String(option.value) === key)?.value)}
          options={options.map((option) => ({ value: String(option.value), label: option.label }))}
        />
      );
    case 'files':
      return <PhotoField value={(value as string[] | undefined) ?? []} onChange={onChange} />;
    case 'names':
      return (
        <TextAnswer
          {...text}
          value={(value as string[] | undefined)?.join('、')}
          onChange={(names) => onChange(names ? names.split(/[、，,\s]+/) : undefined)}
        />
      );
    default:
      return <TextAnswer {...text} lines={kind === 'lines' ? 'many' : 'one'} />;
  }
}

function sayAnswer({ kind, options = [] }: FormField, value: unknown): string {
  if (kind === 'select') return options.find((option) => option.value === value)?.label ?? '';
  if (Array.isArray(value)) return kind === 'files' ? `${value.length} 张` : value.join('、');
  return String(value ?? '');
}
