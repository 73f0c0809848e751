import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { sayItem } from './ItemListEditor.tsx';
import './checklist-editor.css';

interface Props {
  readonly items: readonly CheckItem[];
  /** Ids and questions that the list asks already. */
  readonly held: ReadonlySet<string>;
  readonly onAdd: (items: readonly CheckItem[]) => void;
  /** Said above: where they come from, what was left out. */
  readonly note?: ReactNode;
}

/** Items to choose from: all chosen, those that do not fit are taken out. */
export function PickItems({ items, held, onAdd, note }: Props) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const isHeld = ({ id, question }: CheckItem) => held.has(id) || held.has(question);
  const free = items.filter((item) => !isHeld(item));
  const chosen = free.filter(({ id }) => !left.has(id));
  const toggle = (id: string, takes: boolean) => {
    const next = new Set(left);
    if (takes) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  return (
    <>
      {note && <p className="zb-scr-note">{note}</p>}
      {free.length > 0 && (
        <Checkbox
          checked={chosen.length === free.length}
          indeterminate={chosen.length > 0 && chosen.length < free.length}
          onChange={({ target }) => setLeft(target.checked ? new Set() : new Set(free.map(({ id }) => id)))}
        >
          全选（{chosen.length}/{free.length}）
        </Checkbox>
      )}
      <ul className="zb-scr-pick">
        {items.map((item) => (
          <li key={item.id}>
            <Checkbox
              disabled={isHeld(item)}
              checked={!isHeld(item) && !left.has(item.id)}
              onChange={({ target }) => toggle(item.id, target.checked)}
            >
              {item.question}
              {isHeld(item) && '（清单中已有）'}
              <small>{[sayItem(item), item.measureId !== null && '已对应管控措施'].filter(Boolean).join(' · ')}</small>
            </Checkbox>
          </li>
        ))}
      </ul>
      <div className="zb-scr-pick-end">
        <Button type="primary" disabled={chosen.length === 0} onClick={() => onAdd(chosen)}>
          添加 {chosen.length} 项
        </Button>
      </div>
    </>
  );
}
