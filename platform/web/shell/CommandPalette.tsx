import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { NavSection } from './nav.ts';
import { type Search, type SearchHit, useSearchHits } from './use-search-hits.ts';
import './command-palette.css';

interface CommandPaletteProps {
  readonly sections: readonly NavSection[];
  readonly search: Search | undefined;
  readonly onClose: () => void;
}

/** One box to find a record or to go to a page: arrows choose, Enter opens, Escape closes. */
export function CommandPalette({ sections, search, onClose }: CommandPaletteProps) {
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = useSearchHits(search, text);
  const pages = pageHits(sections, text);
  const hits = [...found.hits, ...pages];
  const current = Math.min(chosen, Math.max(0, hits.length - 1));

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, current]);

  const open = (hit: SearchHit | undefined) => {
    if (!hit) return;
    onClose();
    void navigate({ href: hit.path } as never);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') open(hits[current]);
    else if (event.key === 'ArrowDown') setChosen(Math.min(current + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(current - 1, 0));
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="zb-palette"
      aria-label="检索与跳转"
      onClose={onClose}
      onMouseDown={(event) => event.target === dialog.current && onClose()}
    >
      <div>
        <input
          role="combobox"
          aria-label="检索记录，或输入页面名称"
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-activedescendant={hits.length > 0 ? `${listId}-${current}` : undefined}
          aria-autocomplete="list"
          placeholder="检索编号、企业、隐患、任务，或输入页面名称"
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div role="listbox" id={listId} aria-label="结果" tabIndex={-1}>
          {hits.map((hit, i) => (
            <div
              key={`${hit.kind} ${hit.path}`}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === current}
              tabIndex={-1}
              onMouseMove={() => setChosen(i)}
              onMouseDown={(event) => {
                event.preventDefault();
                open(hit);
              }}
            >
              <span className="zb-palette-kind">{hit.kind}</span>
              <span className="zb-palette-title">{hit.title}</span>
              {hit.note && <span className="zb-palette-note">{hit.note}</span>}
            </div>
          ))}
        </div>
        <p role="status" className="zb-palette-state">
          {found.problem?.message ?? (hits.length === 0 && !found.isLoading ? '没有找到。换一个词再试。' : '')}
        </p>
      </div>
    </dialog>
  );
}

function pageHits(sections: readonly NavSection[], text: string): SearchHit[] {
  const wanted = text.trim().toLowerCase();
  return sections.flatMap(({ group, pages }) =>
    pages
      .filter(({ title, nav }) => `${title} ${nav?.label ?? ''} ${group}`.toLowerCase().includes(wanted))
      .map(({ path, title }) => ({ kind: '页面', title, note: group, path })),
  );
}
