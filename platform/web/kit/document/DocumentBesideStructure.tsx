import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { splitSpans, type TextSpan } from './split-spans.ts';
import './document.css';

interface DocumentBesideStructureProps {
  /** Names the text for screen readers: the title of the document. */
  readonly label: string;
  readonly text: string;
  readonly spans: readonly TextSpan[];
  /** What was made of the text: a tree or list whose parts are `StructurePart`s. */
  readonly children: ReactNode;
  /** The part that is chosen; keep it in the address. */
  readonly active?: string | undefined;
  readonly onActive?: (id: string) => void;
}

/**
 * A text and what was read out of it, side by side. Pointing at either marks the other; choosing a part brings its
 * words into sight, choosing words their part.
 */
export function DocumentBesideStructure(props: DocumentBesideStructureProps) {
  const { label, text, spans, children, active, onActive } = props;
  const root = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => splitSpans(text, spans), [text, spans]);

  // Marks are put on the elements directly: a plan has thousands of segments, and the pointer passes over many.
  const mark = useCallback((attribute: 'data-lit' | 'data-active', id: string | undefined) => {
    for (const element of root.current?.querySelectorAll(`[${attribute}]`) ?? []) element.removeAttribute(attribute);
    if (id === undefined) return;
    for (const element of elementsOf(root.current, id)) element.setAttribute(attribute, '');
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are new elements without marks
  useEffect(() => {
    mark('data-active', active);
    if (active === undefined) return;
    for (const side of root.current?.children ?? []) {
      elementsOf(side, active)[0]?.scrollIntoView({ block: 'nearest' });
    }
  }, [active, mark, lines]);

  const choose = useRef(onActive);
  useEffect(() => {
    choose.current = onActive;
  });
  // Listened to here and not in JSX: for the mouse this is a convenience, the keyboard has the buttons of the parts.
  useEffect(() => {
    const element = root.current;
    const stop = new AbortController();
    const options = { signal: stop.signal };
    const onPoint = ({ target }: Event) => mark('data-lit', idAt(target));
    element?.addEventListener('mouseover', onPoint, options);
    element?.addEventListener('focusin', onPoint, options);
    element?.addEventListener('mouseleave', () => mark('data-lit', undefined), options);
    element?.addEventListener(
      'click',
      ({ target }) => {
        const id = idAt(target);
        if (id !== undefined && !window.getSelection()?.toString()) choose.current?.(id);
      },
      options,
    );
    return () => stop.abort();
  }, [mark]);

  return (
    <div className="zb-beside" ref={root}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by the keyboard */}
      <article className="zb-beside-text" aria-label={label} tabIndex={0}>
        {lines.map((segments, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
          <p key={line}>
            {segments.map(({ start, text, ids }) =>
              ids.length === 0 ? (
                text
              ) : (
                <span key={start} data-spans={ids.join(' ')}>
                  {text}
                </span>
              ),
            )}
          </p>
        ))}
      </article>
      <div className="zb-beside-structure">{children}</div>
    </div>
  );
}

/** A part of the structure that belongs to a span of the text. What chooses it by keyboard is a button inside. */
export function StructurePart({ span, children }: { span: string; children: ReactNode }) {
  return (
    <div className="zb-beside-part" data-spans={span}>
      {children}
    </div>
  );
}

function elementsOf(root: ParentNode | null, id: string): readonly HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>(`[data-spans~="${CSS.escape(id)}"]`) ?? [])];
}

/** The innermost span at an element. */
function idAt(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<HTMLElement>('[data-spans]')?.dataset.spans?.split(' ').at(-1);
}
