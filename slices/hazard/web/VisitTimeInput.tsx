import { DatePicker } from 'antd';
import dayjs from 'dayjs';

interface VisitTimeInputProps {
  readonly id?: string;
  /** ISO instant. */
  readonly value?: string;
  readonly onChange?: (instant: string | undefined) => void;
}

const FORMAT = 'YYYY-MM-DD HH:mm';

/** An instant to the minute, told and picked as the time in Shanghai wherever the browser is. */
export function VisitTimeInput({ id, value, onChange }: VisitTimeInputProps) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      showTime={{ format: 'HH:mm' }}
      format={FORMAT}
      allowClear={false}
      value={value ? dayjs(shanghaiTime(value)) : null}
      onChange={(picked) => onChange?.(picked ? instantAt(picked.format('YYYY-MM-DDTHH:mm')) : undefined)}
    />
  );
}

/** `2024-03-20T10:05`, the clock in Shanghai at an instant. */
function shanghaiTime(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);
}

function instantAt(shanghaiTime: string): string {
  return new Date(`${shanghaiTime}:00+08:00`).toISOString();
}
