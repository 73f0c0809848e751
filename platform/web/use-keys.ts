import { useEffect, useRef } from 'react';

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Listens to single keys (`j`, `Enter`, `/`) and `mod+k` (Ctrl or ⌘) anywhere on the page. Single keys are left alone
 * while somebody types, while a dialog is open, or when a button or link has the focus and the key would operate it.
 */
export function useKeys(keys: Keys, enabled = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const name = event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.key;
      const handler = latest.current[name];
      if (!handler || event.defaultPrevented || event.isComposing || event.altKey) return;
      if (!name.startsWith('mod+') && isTaken(event)) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}

const OPEN_DIALOG = 'dialog[open], .ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open .ant-drawer-mask';
const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"]';

function isTaken({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector(OPEN_DIALOG)) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPING)) return true;
  // The button that names a row of a list leaves Enter to the list.
  return (key === 'Enter' || key === ' ') && target.closest('a, button:not([data-row]), summary') !== null;
}
