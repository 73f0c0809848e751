import type { ComponentType } from 'react';

/** A tab of the enterprise file that another slice fills. */
export interface EnterprisePanelPart {
  /** In the address: `?tab=screening`. */
  readonly key: string;
  readonly title: string;
  /** Who sees it; null for everyone who sees the file. */
  readonly permission: string | null;
  readonly load: () => Promise<{ readonly default: ComponentType<{ readonly enterpriseId: string }> }>;
}

const parts: EnterprisePanelPart[] = [];

/**
 * Announces a tab of the enterprise file, from a slice's `web/index.ts`, which the console loads before any page:
 * `addEnterprisePanel({ key: 'screening', title: '自查', permission: 'screening:read', load: () => import('./EnterpriseScreening.tsx') })`.
 */
export function addEnterprisePanel(part: EnterprisePanelPart): void {
  if (!parts.some(({ key }) => key === part.key)) parts.push(part);
}

export const enterprisePanels = (): readonly EnterprisePanelPart[] => parts;
