import { Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';

interface EditorBoxProps {
  readonly label: string;
  readonly note: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** The place under a row in which its facts are mended. Escape closes it; nothing is lost, all is saved already. */
export function EditorBox({ label, note, children, onClose }: EditorBoxProps) {
  const box = useRef<HTMLFieldSetElement>(null);
  // Opened by a key near the lower edge, its fields would lie below it.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <fieldset
      ref={box}
      className="plan-editor"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="plan-editor-fields">{children}</div>
      <div className="plan-editor-foot">
        <small>{note}</small>
        <Button size="small" onClick={onClose}>
          完成（Esc）
        </Button>
      </div>
    </fieldset>
  );
}
