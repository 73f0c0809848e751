import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { LocalDate } from '../../../domain/clock.ts';

interface DateInputProps {
  readonly id?: string;
  readonly value?: LocalDate;
  readonly onChange?: (value: LocalDate | undefined) => void;
  readonly min?: LocalDate;
  readonly max?: LocalDate;
  readonly 'aria-label'?: string;
}

/** A day as `YYYY-MM-DD`, picked or typed. */
export function DateInput({ value, onChange, min, max, ...rest }: DateInputProps) {
  return (
    <DatePicker
      {...rest}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day?.format('YYYY-MM-DD'))}
      {...(min ? { minDate: dayjs(min) } : {})}
      {...(max ? { maxDate: dayjs(max) } : {})}
      placeholder="年-月-日"
      // Enter takes the day that was typed; it must not send the form as well.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault();
      }}
      className="zb-form-date"
    />
  );
}
