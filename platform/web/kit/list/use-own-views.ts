import { useSession } from '../../session.ts';
import { useStored } from '../../stored.ts';
import { sameSearch } from '../../url-state.ts';
import type { OwnView } from './ViewTabs.tsx';

/** The views that the signed-in person keeps of a list in this browser. */
export function useOwnViews(list: string) {
  const { userId } = useSession();
  const [own, setOwn] = useStored<readonly OwnView[]>(`views.${userId}.${list}`, []);
  return {
    own,
    save: (view: OwnView) => setOwn([...own.filter(({ label }) => label !== view.label), view]),
    forget: (view: OwnView) => setOwn(own.filter(({ label }) => label !== view.label)),
    current: (search: Readonly<Record<string, unknown>>) => own.find((view) => sameSearch(view.search, search))?.label,
  };
}
