import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { HeadingContext } from '../heading.ts';
import './side-panel.css';

interface SidePanelProps {
  readonly label: string;
  /** Address of the record's own page. */
  readonly path: string | undefined;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A record beside its list. On narrow screens it covers the list, and closing it brings the list back. */
export function SidePanel({ label, path, onPrevious, onNext, onClose, children }: SidePanelProps) {
  const navigate = useNavigate();
  return (
    <aside className="zb-panel" aria-label={label}>
      <div className="zb-panel-bar">
        <Button type="text" size="small" disabled={!onPrevious} onClick={onPrevious} title="上一条（K）">
          上一条
        </Button>
        <Button type="text" size="small" disabled={!onNext} onClick={onNext} title="下一条（J）">
          下一条
        </Button>
        <span />
        {path && (
          <Button
            type="link"
            size="small"
            href={path}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              void navigate({ to: path } as never);
            }}
          >
            打开完整页面
          </Button>
        )}
        <Button type="text" size="small" onClick={onClose} title="关闭（Esc）">
          关闭
        </Button>
      </div>
      <div className="zb-panel-body">
        <HeadingContext value="h2">{children}</HeadingContext>
      </div>
    </aside>
  );
}
