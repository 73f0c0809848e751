import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getRiskFile } from '@zhiben/slices/risk/domain';
import { useMemo } from 'react';

export interface NamedMeasure {
  readonly id: string;
  readonly content: string;
  readonly event: string;
  readonly unit: string;
}

/** The control measures of an enterprise with the risks that they stand against; null until they are known. */
export function useMeasures(enterpriseId: string): readonly NamedMeasure[] | null {
  const mayRead = useMay(getRiskFile.permission);
  const { data } = useCall(getRiskFile, { params: { enterpriseId } }, { enabled: mayRead && enterpriseId !== '' });
  return useMemo(() => {
    if (!data) return null;
    return data.units.flatMap(({ name: unit, events }) =>
      events.flatMap(({ name: event, measures }) => measures.map(({ id, content }) => ({ id, content, event, unit }))),
    );
  }, [data]);
}

/** A measure in words; what was removed since the list was written is said to be so. */
export function sayMeasure(measures: readonly NamedMeasure[] | null, id: string | null): string {
  if (id === null || measures === null) return '';
  const found = measures.find((one) => one.id === id);
  return found ? `${found.content}（${found.unit}：${found.event}）` : '原对应的措施已删除';
}
