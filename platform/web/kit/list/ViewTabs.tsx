import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import type { SavedView } from '../../../domain/views.contract.ts';
import type { ListView } from './list-types.ts';
import './view-tabs.css';

interface ViewTabsProps {
  readonly views: readonly ListView[];
  readonly own: readonly SavedView[];
  readonly current: string | undefined;
  readonly onView: (key: string) => void;
  readonly onOwnView: (view: SavedView) => void;
  /** Absent when there is nothing worth keeping. */
  readonly onSave: ((label: string) => void) | undefined;
  readonly onForget: (view: SavedView) => void;
}

/** Views as tabs: those of the list first, then the user's own. */
export function ViewTabs({ views, own, current, onView, onOwnView, onSave, onForget }: ViewTabsProps) {
  return (
    <nav className="zb-views" aria-label="视图">
      {views.map(({ key, label }) => (
        <button key={key} type="button" aria-current={current === key ? 'true' : undefined} onClick={() => onView(key)}>
          {label}
        </button>
      ))}
      {own.map((view) => (
        <span key={view.id} className="zb-views-own">
          <button
            type="button"
            aria-current={current === `own:${view.label}` ? 'true' : undefined}
            onClick={() => onOwnView(view)}
          >
            {view.label}
          </button>
          <button type="button" aria-label={`删除视图 ${view.label}`} onClick={() => onForget(view)}>
            ×
          </button>
        </span>
      ))}
      {onSave && <SaveView onSave={onSave} />}
    </nav>
  );
}

function SaveView({ onSave }: { onSave: (label: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [label, setLabel] = useState('');
  const save = () => {
    if (!label.trim()) return;
    onSave(label.trim());
    setLabel('');
    setOpen(false);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      content={
        <div className="zb-views-save" role="dialog" aria-label="存为视图">
          <Input
            aria-label="视图名称"
            placeholder="视图名称"
            maxLength={12}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
            onPressEnter={save}
          />
          <Button type="primary" disabled={!label.trim()} onClick={save}>
            保存视图
          </Button>
        </div>
      }
    >
      <Button type="text" size="small">
        存为视图
      </Button>
    </Popover>
  );
}
