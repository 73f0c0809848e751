import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { lazy, Suspense, useMemo } from 'react';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { type HazardPanelPart, hazardPanels } from './hazard-panels.ts';

interface PanelPartsProps {
  readonly hazard: Pick<HazardRecord, 'id' | 'number'>;
}

/** What other slices add to the record, on the console or the phone. */
export function HazardPanelParts({ hazard }: PanelPartsProps) {
  return hazardPanels().map((part) => <PanelPart key={part.key} part={part} hazard={hazard} />);
}

interface PanelPartProps extends PanelPartsProps {
  readonly part: HazardPanelPart;
}

function PanelPart({ part, hazard }: PanelPartProps) {
  const may = useMay(part.permission ?? 'hazard:read');
  const Part = useMemo(() => lazy(part.load), [part]);
  if (!may) return null;
  return (
    <Section title={part.title}>
      <Suspense fallback={<Loading />}>
        <Part hazardId={hazard.id} number={hazard.number} />
      </Suspense>
    </Section>
  );
}
