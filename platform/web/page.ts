import type { ComponentType } from 'react';

/** A screen that a slice announces. apps/web only assembles: routes, navigation and breadcrumbs come from here. */
export interface Page {
  /** Route pattern of TanStack Router: `/hazards`, `/hazards/$id`. */
  readonly path: `/${string}`;
  /** Names the page in the breadcrumb, the tab of the browser and the command palette. */
  readonly title: string;
  /** Who may open it; `null` means everyone who is signed in. */
  readonly permission: string | null;
  /** Where it stands in the side navigation; pages without it are reached from others. */
  readonly nav?: NavPlace;
  /** The page of the navigation that it belongs to, where its own address does not begin with that page's. */
  readonly under?: `/${string}`;
  /** The code of the page, loaded when it is first opened. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

interface NavPlace {
  /** Heading it stands under; apps/web orders the groups. */
  readonly group: string;
  /** Ascending within the group. */
  readonly order: number;
  /** When the navigation says it shorter than the title. */
  readonly label?: string;
  readonly icon?: ComponentType;
  /** Who finds it there, where fewer than may open it: others come to it from the records it belongs to. */
  readonly permission?: string;
}

/** A screen of the phone app, below `/m`. */
export interface PhonePage {
  /** `/m`, `/m/hazards/$id` */
  readonly path: '/m' | `/m/${string}`;
  /** Page of the console whose links are read here: `/supervision/papers/$id`; not needed where the paths agree. */
  readonly standsFor?: `/${string}`;
  readonly title: string;
  readonly permission: string | null;
  /** Set for the few pages of the bottom bar. */
  readonly tab?: { readonly order: number; readonly label: string; readonly icon: ComponentType };
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** Declares the console pages of a slice: `export const pages = definePages([...])` in `slices/<slice>/web/index.ts`. */
export function definePages(pages: readonly Page[]): readonly Page[] {
  return pages;
}

/** Declares the phone pages of a slice: `export const phonePages = definePhonePages([...])`. */
export function definePhonePages(pages: readonly PhonePage[]): readonly PhonePage[] {
  return pages;
}
