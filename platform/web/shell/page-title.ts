import { createContext, useContext, useEffect } from 'react';
import { PRODUCT } from './product.ts';

/** Lets a page put the name of its record into the breadcrumb. The shell provides it. */
export const CrumbContext = createContext<(crumb: string | null) => void>(() => {});

/** Sets the title of the browser tab and the last crumb while the component is mounted. */
export function usePageTitle(title: string, crumb: string = title): void {
  const setCrumb = useContext(CrumbContext);
  useEffect(() => {
    document.title = `${title} · ${PRODUCT}`;
    setCrumb(crumb);
    return () => setCrumb(null);
  }, [title, crumb, setCrumb]);
}
