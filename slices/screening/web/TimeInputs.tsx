import { DatePicker, TimePicker } from 'antd';
import dayjs from 'dayjs';

interface InstantProps {
  readonly id?: string;
  /** ISO instant. */
  readonly value?: string;
  readonly onChange?: (value: string | undefined) => void;
}

const SHANGHAI_MS = 8 * 3_600_000;

/** An instant to the minute, shown and picked as the time in Shanghai wherever the browser is. */
export function InstantInput({ id, value, onChange }: InstantProps) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      placeholder="年-月-日 时:分"
      value={value ? dayjs(new Date(Date.parse(value) + SHANGHAI_MS).toISOString().slice(0, 16)) : null}
      onChange={(picked) =>
        onChange?.(picked ? new Date(`${picked.format('YYYY-MM-DDTHH:mm')}:00+08:00`).toISOString() : undefined)
      }
    />
  );
}

interface TimeProps {
  readonly id?: string;
  /** `HH:MM`, null while none is chosen. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly 'aria-label'?: string;
}

/** A time of day. */
export function TimeInput({ value, onChange, ...rest }: TimeProps) {
  return (
    <TimePicker
      {...rest}
      format="HH:mm"
      minuteStep={5}
      needConfirm={false}
      placeholder="时:分"
      value={value ? dayjs(`2000-01-01T${value}`) : null}
      onChange={(picked) => onChange(picked ? picked.format('HH:mm') : null)}
    />
  );
}
