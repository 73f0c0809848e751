import { newId } from '../../../domain/ids.ts';
import { forgetView, listSavedViews, type SavedView, saveView } from '../../../domain/views.contract.ts';
import { sameSearch } from '../../url-state.ts';
import { useCall, useCommand } from '../../use-call.ts';

const NONE: readonly SavedView[] = [];
const HOUR = 3_600_000;

/** The views that the signed-in person keeps of a list, on whatever machine. @param list address of its contract */
export function useOwnViews(list: string) {
  const { data } = useCall(listSavedViews, { query: { list } }, { staleTime: HOUR });
  const save = useCommand(saveView);
  const forget = useCommand(forgetView);
  const own = data?.views ?? NONE;
  return {
    own,
    save: (view: Pick<SavedView, 'label' | 'search'>) =>
      save.run({ params: { id: newId() }, body: { list, label: view.label, search: { ...view.search } } }),
    forget: (view: SavedView) => forget.run({ params: { id: view.id } }),
    current: (search: Readonly<Record<string, unknown>>) => own.find((view) => sameSearch(view.search, search))?.label,
  };
}
