import { newId } from '@zhiben/platform/domain/ids.ts';
import { Button, Input } from 'antd';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { type CheckItem, checkItemSchema } from '../domain/checklist.contract.ts';
import { sayBounds } from '../domain/edition-diff.rules.ts';
import { ITEM_KIND_NAMES, MOST_ITEMS } from '../domain/screening.terms.ts';
import { ItemDetails } from './ItemDetails.tsx';
import { type NamedMeasure, sayMeasure } from './use-measures.ts';
import './checklist-editor.css';

interface Props {
  readonly items: readonly CheckItem[];
  readonly onChange: (items: CheckItem[]) => void;
  /** What is wrong, by the place of the item. */
  readonly problems: ReadonlyMap<number, string>;
  /** What items may be tied to; null where that is not known. */
  readonly measures: readonly NamedMeasure[] | null;
}

/**
 * Items in their order. The grip is dragged with the pointer or, when it has the focus, moved with the arrow keys; the
 * last line adds by Enter and waits for the next.
 */
export function ItemListEditor({ items, onChange, problems, measures }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const grips = useRef(new Map<string, HTMLButtonElement>());
  const change = (id: string, part: Partial<CheckItem>) =>
    onChange(items.map((item) => (item.id === id ? { ...item, ...part } : item)));
  const move = (id: string, to: number) => {
    const from = items.findIndex((item) => item.id === id);
    const item = items[from];
    if (!item || to < 0 || to >= items.length || to === from) return;
    const rest = items.filter((one) => one.id !== id);
    onChange([...rest.slice(0, to), item, ...rest.slice(to)]);
    requestAnimationFrame(() => grips.current.get(id)?.focus());
  };
  const onGripKey = (event: KeyboardEvent, id: string, place: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    move(id, place + step);
  };
  const onDragOver = (event: DragEvent, place: number) => {
    if (dragged === null) return;
    event.preventDefault();
    move(dragged, place);
  };
  return (
    <ol className="zb-scr-items">
      {items.map((item, place) => (
        <li
          key={item.id}
          data-dragged={dragged === item.id}
          data-problem={problems.has(place)}
          onDragOver={(event) => onDragOver(event, place)}
          onDrop={(event) => event.preventDefault()}
        >
          <button
            type="button"
            ref={(grip) => {
              if (grip) grips.current.set(item.id, grip);
              else grips.current.delete(item.id);
            }}
            className="zb-scr-grip"
            draggable
            aria-label={`第 ${place + 1} 项，按上下方向键移动`}
            title="拖动，或选中后按上下方向键调整顺序"
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', item.id);
              setDragged(item.id);
            }}
            onDragEnd={() => setDragged(null)}
            onKeyDown={(event) => onGripKey(event, item.id, place)}
          >
            <span aria-hidden="true">⠿</span> {place + 1}
          </button>
          <div className="zb-scr-item">
            <Input.TextArea
              aria-label={`第 ${place + 1} 项检查内容`}
              value={item.question}
              maxLength={200}
              autoSize
              onChange={({ target }) => change(item.id, { question: target.value.replaceAll('\n', '') })}
            />
            {problems.has(place) && (
              <small role="alert" className="zb-scr-problem">
                {problems.get(place)}
              </small>
            )}
            {open === item.id ? (
              <ItemDetails item={item} measures={measures} onChange={(part) => change(item.id, part)} />
            ) : (
              <>
                <small>{sayItem(item)}</small>
                {item.measureId !== null && measures && <small>管控措施：{sayMeasure(measures, item.measureId)}</small>}
              </>
            )}
          </div>
          <div className="zb-scr-item-tools">
            <Button
              type="text"
              size="small"
              aria-expanded={open === item.id}
              onClick={() => setOpen(open === item.id ? null : item.id)}
            >
              {open === item.id ? '收起' : '方法和答案'}
            </Button>
            <Button
              type="text"
              size="small"
              aria-label={`删除第 ${place + 1} 项`}
              onClick={() => onChange(items.filter(({ id }) => id !== item.id))}
            >
              删除
            </Button>
          </div>
        </li>
      ))}
      {items.length < MOST_ITEMS && (
        <NewLine
          onAdd={(question) => onChange([...items, checkItemSchema.parse({ id: newId(), question })])}
          number={items.length + 1}
        />
      )}
    </ol>
  );
}

/** What an item says beside its question, in one line. */
export function sayItem(item: CheckItem): string {
  const answer = item.kind === 'yes-no' ? '' : [ITEM_KIND_NAMES[item.kind], sayBounds(item)].filter(Boolean).join(' ');
  const photo = item.photo === 'required' ? '必须拍照' : '';
  return [item.method || '未写检查方法', answer, photo, item.basis].filter(Boolean).join(' · ');
}

function NewLine({ number, onAdd }: { number: number; onAdd: (question: string) => void }) {
  const [words, setWords] = useState('');
  const add = () => {
    const question = words.trim();
    if (question === '') return;
    onAdd(question);
    setWords('');
  };
  return (
    <li>
      <span className="zb-scr-grip">{number}</span>
      <div className="zb-scr-item">
        <Input
          aria-label="添加检查项"
          placeholder="输入检查内容（写成合格的样子，如“护罩在位、螺栓紧固”），按回车添加"
          value={words}
          maxLength={200}
          onChange={({ target }) => setWords(target.value)}
          onBlur={add}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) add();
          }}
        />
      </div>
    </li>
  );
}
