import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { Fact } from '@zhiben/platform/web/kit/Facts.tsx';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { z } from 'zod';
import type { Enterprise, FieldOrigin } from '../domain/enterprise.contract.ts';
import { CHANGE_SOURCE_NAMES, ENTERED_SOURCE_NAMES } from '../domain/enterprise.terms.ts';

/** State of the file's page: which tab, whose history, whether each field says where it comes from. */
export const fileView = z.object({
  tab: z.string().max(20).optional(),
  field: z.string().max(30).optional(),
  origins: z.enum(['true']).optional(),
});

/** Whether each field says where it comes from. */
export function OriginsToggle() {
  const [{ origins }, setView] = useUrlState(fileView);
  return (
    <Checkbox
      className="zb-origins-toggle"
      checked={origins === 'true'}
      onChange={({ target }) => void setView({ origins: target.checked ? 'true' : undefined })}
    >
      显示每项由谁何时填写
    </Checkbox>
  );
}

type FactOf = (
  field: FieldOrigin['field'],
  label: string,
  value: ReactNode,
  more?: Partial<Pick<Fact, 'wide' | 'source'>>,
) => Fact;

/** Builds facts that say, where it is asked for, who wrote them when and on what ground; a click opens their history. */
export function useFacts(enterprise: Enterprise): FactOf {
  const [{ origins }, setView] = useUrlState(fileView);
  return (field, label, value, more = {}) => {
    if (!origins) return { label, value, ...more };
    const origin = enterprise.origins.find((one) => one.field === field);
    const link = (
      <button
        type="button"
        className="zb-link"
        aria-label={`${label}的变更历史`}
        onClick={() => void setView({ tab: 'changes', field }, { keepInHistory: true })}
      >
        {sayOrigin(enterprise, origin)}
      </button>
    );
    return { label, value, ...more, source: more.source ? [more.source, link].map(line) : link };
  };
}

const line = (part: ReactNode, at: number) => <span key={at}>{part}　</span>;

function sayOrigin({ enteredByName, enteredSource, createdAt }: Enterprise, origin: FieldOrigin | undefined): string {
  if (!origin) return `${localDate(new Date(createdAt))} ${ENTERED_SOURCE_NAMES[enteredSource]}（${enteredByName}）`;
  const { source, byName, at, basis } = origin;
  const ground = basis && `，依据：${basis}`;
  return `${localDate(new Date(at))} ${CHANGE_SOURCE_NAMES[source]}（${byName}）${ground}`;
}
