import { createContext, useContext } from 'react';

/** Where a heading stands: alone on the page, or below the title of a list, a panel or a section. */
export const HeadingContext = createContext<'h1' | 'h2'>('h1');

/** The element for the title of a state or a record, so that a page has one first-level heading. */
export function useHeading(): 'h1' | 'h2' {
  return useContext(HeadingContext);
}
