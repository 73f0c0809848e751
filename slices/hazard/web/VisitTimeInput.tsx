import { Input } from 'antd';

interface VisitTimeInputProps {
  readonly id?: string;
  /** ISO instant. */
  readonly value?: string;
  readonly onChange?: (instant: string | undefined) => void;
}

/** An instant to the minute, told and typed as the time in Shanghai wherever the browser is. */
export function VisitTimeInput({ id, value, onChange }: VisitTimeInputProps) {
  return (
    <Input
      {...(id ? { id } : {})}
      type="datetime-local"
      value={value ? toLocal(value) : ''}
      onChange={(event) => onChange?.(fromLocal(event.target.value))}
    />
  );
}

/** `2024-03-20T10:05` as the picker of browsers takes it. */
export function toLocal(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);
}

export function fromLocal(local: string): string | undefined {
  const at = Date.parse(`${local}:00+08:00`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
