import { Button, Form } from 'antd';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { z } from 'zod';
import { asProblem } from '../../problem.ts';
import { sayInstant } from '../dates.ts';
import { ErrorSummary, type FormTrouble } from './ErrorSummary.tsx';
import { fieldProblems, namePath, withoutBlanks } from './field-problems.ts';
import { FormContext } from './form-context.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { useDraft } from './use-draft.ts';
import './form.css';

export interface KitFormProps<S extends z.ZodType> {
  /** The body of the contract: one schema for the form and for the server. */
  readonly schema: S;
  /** What is known already. */
  readonly initial?: Partial<z.input<S>>;
  /** Parts of the body without a field: ids, versions. */
  readonly extra?: Partial<z.input<S>>;
  /** Says what happens: 提交整改方案, not 提交. */
  readonly submitLabel: string;
  /** Sends; a `ProblemError` that it rejects with is shown beside the fields it names. */
  readonly onSubmit: (values: z.input<S>) => Promise<unknown>;
  readonly irreversible?: boolean;
  readonly onCancel?: () => void;
  /** Keeps what was typed in the browser until it is sent, under this name. */
  readonly draft?: string;
  readonly children: ReactNode;
}

/** A form in one column: summary of errors, fields, and a button that says what happens. */
export function KitForm<S extends z.ZodType>(props: KitFormProps<S>) {
  const { schema, initial, extra, submitLabel, onSubmit, irreversible, onCancel, children } = props;
  const [form] = Form.useForm<object>();
  const labels = useRef(new Map<string, string>());
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const [isSending, setSending] = useState(false);
  const [isDirty, setDirty] = useState(false);
  const draft = useDraft(props.draft);
  const [restoredAt, setRestoredAt] = useState(draft.found?.at);
  const register = useCallback((path: string, label: string) => void labels.current.set(path, label), []);
  const busy = useRef(new Set<string>());
  const setBusy = useCallback(
    (control: string, isBusy: boolean) => void (isBusy ? busy.current.add(control) : busy.current.delete(control)),
    [],
  );
  const labelOf = (path: string) => labels.current.get(path);

  const show = (next: FormTrouble) => {
    const marked = next.fields.filter(({ path }) => labels.current.has(path));
    form.setFields(marked.map(({ path, message }) => ({ name: namePath(path), errors: [message] })) as never);
    setTrouble(next);
  };
  const submit = async () => {
    // Sent now, it would go without the files that are still on their way.
    if (busy.current.size > 0)
      return show({ sentence: '还有附件没有传完，请等上传完成后再提交；不需要的可以取消上传。', fields: [] });
    const values = withoutBlanks({ ...form.getFieldsValue(true), ...form.getFieldsValue(), ...extra });
    form.setFields([...labels.current.keys()].map((path) => ({ name: namePath(path), errors: [] })) as never);
    const parsed = schema.safeParse(values);
    if (!parsed.success) return show({ fields: fieldProblems(parsed.error.issues, values, labelOf) });
    setTrouble(null);
    setSending(true);
    try {
      await onSubmit(values as z.input<S>);
      draft.forget();
      setDirty(false);
    } catch (error) {
      const { message, fields, requestId, status } = asProblem(error);
      const named = fields.map(({ path, message }) => ({ path: path.replace(/^body\./, ''), message }));
      show({ sentence: message, fields: named, ...(status >= 500 ? { requestId } : {}) });
    } finally {
      setSending(false);
    }
  };
  const startAfresh = () => {
    draft.forget();
    setRestoredAt(undefined);
    form.setFieldsValue(Object.fromEntries(Object.keys(form.getFieldsValue(true)).map((key) => [key, undefined])));
    form.setFieldsValue((initial ?? {}) as object);
  };

  return (
    <FormContext value={{ schema, register, setBusy }}>
      {isDirty && !props.draft && <LeaveGuard what={submitLabel} isSending={isSending} />}
      {restoredAt !== undefined && (
        <p className="zb-form-restored">
          已恢复 {sayInstant(restoredAt)} 填写、还没有提交的内容。
          <Button type="link" size="small" onClick={startAfresh}>
            不要，重新填写
          </Button>
        </p>
      )}
      {trouble && (
        <ErrorSummary
          trouble={trouble}
          labelOf={labelOf}
          onField={(path) => form.scrollToField(namePath(path) as never, { focus: true, block: 'center' })}
        />
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...initial, ...(draft.found?.values as object | undefined) }}
        onValuesChange={(_, values) => {
          setDirty(true);
          draft.keep(values);
        }}
        onFinish={() => void submit()}
        className="zb-form"
      >
        {children}
        <div className="zb-form-actions">
          <Button type="primary" htmlType="submit" loading={isSending} danger={irreversible ?? false}>
            {submitLabel}
          </Button>
          {onCancel && (
            <Button type="text" onClick={onCancel} disabled={isSending}>
              取消
            </Button>
          )}
        </div>
      </Form>
    </FormContext>
  );
}
