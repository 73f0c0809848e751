import type { ComponentType } from 'react';

/** A part of the record page that another slice fills: papers issued, cases. */
export interface HazardPanelPart {
  readonly key: string;
  readonly title: string;
  /** Who sees it; null for everyone who sees the record. */
  readonly permission: string | null;
  readonly load: () => Promise<{
    readonly default: ComponentType<{ readonly hazardId: string; readonly number: string }>;
  }>;
}

const parts: HazardPanelPart[] = [];

/**
 * Announces a part of the record page, from a slice's `web/index.ts`, which the console loads before any page, and for the
 * phone's record from its `web/phone.ts`:
 * `addHazardPanel({ key: 'papers', title: '督办文书', permission: 'supervision:read', load: () => import('./HazardPapers.tsx') })`.
 */
export function addHazardPanel(part: HazardPanelPart): void {
  if (!parts.some(({ key }) => key === part.key)) parts.push(part);
}

export const hazardPanels = (): readonly HazardPanelPart[] => parts;
