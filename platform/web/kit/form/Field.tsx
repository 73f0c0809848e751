import { Form } from 'antd';
import { type ReactElement, type ReactNode, useContext, useEffect } from 'react';
import { isOptionalAt, namePath } from './field-problems.ts';
import { FormContext } from './form-context.ts';

interface FieldProps {
  /** Dotted path in the schema: `place.address`. */
  readonly name: string;
  readonly label: string;
  /** What to write, said before it goes wrong. */
  readonly hint?: ReactNode;
  /** Where a pre-filled value comes from: 企业档案. */
  readonly from?: string;
  /** Name of the value prop of the control; `checked` for switches. */
  readonly valueProp?: string;
  /** Another answer makes this one needed, though the schema alone lets it be empty: no 选填. */
  readonly isNeeded?: boolean;
  /** One control with `value` and `onChange`. */
  readonly children: ReactElement;
}

/** A control with its label, hint and error. What the schema lets be empty is marked 选填. */
export function Field({ name, label, hint, from, valueProp = 'value', isNeeded = false, children }: FieldProps) {
  const context = useContext(FormContext);
  const register = context?.register;
  useEffect(() => register?.(name, label), [register, name, label]);
  const isOptional = !isNeeded && context !== null && isOptionalAt(context.schema, name);
  return (
    <Form.Item
      name={namePath(name)}
      valuePropName={valueProp}
      label={
        <>
          {label}
          {isOptional && <span className="zb-form-optional">（选填）</span>}
        </>
      }
      extra={
        (hint || from) && (
          <>
            {hint}
            {from && <span className="zb-form-from">已按{from}填好，可以修改。</span>}
          </>
        )
      }
    >
      {children}
    </Form.Item>
  );
}

/** A part of the body that is settled and has no control, inside a list or object whose other parts have some. */
export function SettledField({ name }: { name: string }) {
  return (
    <Form.Item name={namePath(name)} hidden>
      <input type="hidden" />
    </Form.Item>
  );
}

/** Fields that belong together, with a short lead. */
export function FormSection({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="zb-form-section">
      <legend>{title}</legend>
      {lead && <p>{lead}</p>}
      {children}
    </fieldset>
  );
}
