import type { AnswerControl } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useState } from 'react';

/** An amount in 万元: what is typed stays as it is typed, the answer is the number it means. */
export function MoneyAnswer({ value, onChange, ...rest }: AnswerControl<number>) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value));
  return (
    <TextAnswer
      {...rest}
      value={typed}
      inputMode="decimal"
      onChange={(text = '') => {
        setTyped(text);
        const amount = Number(text.replaceAll(/[，,\s]/g, '').replace('。', '.'));
        onChange(text.trim() === '' || Number.isNaN(amount) ? undefined : amount);
      }}
    />
  );
}
