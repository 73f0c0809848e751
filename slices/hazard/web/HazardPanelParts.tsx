import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { lazy, Suspense, useMemo } from 'react';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { type HazardPanelPart, hazardPanels } from './hazard-panels.ts';

interface PanelPartsProps {
  readonly hazard: Pick<HazardRecord, 'id' | 'number'>;
  readonly onPhone?: boolean;
}

/** What other slices add to the record. */
export function HazardPanelParts({ hazard, onPhone = false }: PanelPartsProps) {
  return hazardPanels().flatMap((part) => {
    const load = onPhone ? part.loadOnPhone : part.load;
    return load ? [<PanelPart key={part.key} part={part} load={load} hazard={hazard} />] : [];
  });
}

interface PanelPartProps extends PanelPartsProps {
  readonly part: HazardPanelPart;
  readonly load: HazardPanelPart['load'];
}

function PanelPart({ part, load, hazard }: PanelPartProps) {
  const may = useMay(part.permission ?? 'hazard:read');
  const Part = useMemo(() => lazy(load), [load]);
  if (!may) return null;
  return (
    <Section title={part.title}>
      <Suspense fallback={<Loading />}>
        <Part hazardId={hazard.id} number={hazard.number} />
      </Suspense>
    </Section>
  );
}
