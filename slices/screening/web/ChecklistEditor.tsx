import { LeaveGuard } from '@zhiben/platform/web/kit/form/LeaveGuard.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { Alert, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { type CheckItem, checkItemsSchema, type LibraryChecklist } from '../domain/checklist.contract.ts';
import { mergeItems } from '../domain/draft.rules.ts';
import { CriteriaDrawer } from './CriteriaDrawer.tsx';
import { ItemListEditor } from './ItemListEditor.tsx';
import { Labelled } from './Labelled.tsx';
import { LibraryDrawer } from './LibraryDrawer.tsx';
import { LinkDrawer } from './LinkDrawer.tsx';
import { MeasuresDrawer } from './MeasuresDrawer.tsx';
import { useMeasures } from './use-measures.ts';
import './screening.css';

export type Source = 'library' | 'measures' | 'criteria';
interface Draft {
  readonly name: string;
  readonly items: readonly CheckItem[];
}

interface Props {
  readonly enterpriseId: string;
  readonly industry: string;
  readonly initial: Draft;
  /** Opened at once: how the list is begun. */
  readonly start?: Source | undefined;
  readonly submitLabel: string;
  readonly onSubmit: (draft: Draft) => Promise<unknown>;
  /** Told when items were taken: from a list of the library, or made from measures and criteria. */
  readonly onTaken?: (list: LibraryChecklist | null) => void;
  /** Beside the button: the note of an edition. */
  readonly children?: ReactNode;
}

/** Name and items of a checklist; where they may be taken from; what is wrong said beside the item. */
export function ChecklistEditor(props: Props) {
  const { enterpriseId, industry, initial, submitLabel, onTaken, children } = props;
  const [name, setName] = useState(initial.name);
  const [items, setItems] = useState<readonly CheckItem[]>(initial.items);
  const [open, setOpen] = useState<Source | 'links' | null>(props.start ?? null);
  const [problems, setProblems] = useState<ReadonlyMap<number, string>>(new Map());
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const mayReadRisks = useMay('risk:read');
  const mayReadCriteria = useMay('hazard:read');
  const measures = useMeasures(enterpriseId);
  const tied = items.filter(({ measureId }) => measureId !== null).length;
  const held = new Set(items.flatMap(({ id, question }) => [id, question]));
  const isDirty = name !== initial.name || items !== initial.items;
  const take = (added: readonly CheckItem[], list: LibraryChecklist | null = null) => {
    const merged = mergeItems(items, added);
    setItems(merged.items);
    if (list && name.trim() === '') setName(list.name);
    setProblem(merged.left > 0 ? `一份清单放不下，有 ${merged.left} 项没有添加。` : '');
    onTaken?.(list);
    setOpen(null);
  };
  const submit = async () => {
    const { fault, faults } = checkDraft(name, items);
    setProblems(faults);
    setProblem(fault);
    if (fault !== '') return;
    setSending(true);
    try {
      await props.onSubmit({ name: name.trim(), items });
    } catch (error) {
      setProblem((error as Error).message);
      setSending(false);
    }
  };
  return (
    <div className="zb-scr-stack">
      {isDirty && <LeaveGuard what={submitLabel} isSending={isSending} />}
      <Labelled label="清单名称">
        <Input
          className="zb-scr-name"
          value={name}
          maxLength={60}
          placeholder="例如：冲压班组日查"
          onChange={({ target }) => setName(target.value)}
        />
      </Labelled>
      <div className="zb-scr-tools">
        <Button onClick={() => setOpen('library')}>从清单库添加</Button>
        {mayReadRisks && <Button onClick={() => setOpen('measures')}>从管控措施生成</Button>}
        {mayReadCriteria && <Button onClick={() => setOpen('criteria')}>从判定标准生成</Button>}
        {mayReadRisks && items.length > 0 && (
          <Button onClick={() => setOpen('links')}>
            对应管控措施（{tied}/{items.length}）
          </Button>
        )}
        <small>共 {items.length} 项。一次查得完才查得细，日查以 8–15 项为宜。</small>
      </div>
      <ItemListEditor
        items={items}
        problems={problems}
        measures={measures}
        onChange={(next) => {
          setItems(next);
          setProblems(new Map());
        }}
      />
      {children}
      {problem && <Alert type="error" title={problem} role="alert" />}
      <div className="zb-scr-end">
        <Button type="primary" loading={isSending} onClick={() => void submit()}>
          {submitLabel}
        </Button>
      </div>
      {open === 'library' && (
        <LibraryDrawer
          industry={industry}
          held={held}
          onAdd={(added, list) => take(added, list)}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'measures' && (
        <MeasuresDrawer
          enterpriseId={enterpriseId}
          held={held}
          onAdd={(added) => take(added)}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'links' && (
        <LinkDrawer items={items} measures={measures} onChange={setItems} onClose={() => setOpen(null)} />
      )}
      {open === 'criteria' && (
        <CriteriaDrawer industry={industry} held={held} onAdd={(added) => take(added)} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

function checkDraft(name: string, items: readonly CheckItem[]): { fault: string; faults: Map<number, string> } {
  const faults = new Map<number, string>();
  if (name.trim() === '') return { fault: '请填写清单名称。', faults };
  if (items.length === 0) return { fault: '清单至少有一个检查项。', faults };
  const parsed = checkItemsSchema.safeParse(items);
  if (parsed.success) return { fault: '', faults };
  for (const { path, message } of parsed.error.issues)
    if (typeof path[0] === 'number') faults.set(path[0], path.at(-1) === 'question' ? '请填写检查内容' : message);
  const places = [...faults.keys()].map((place) => place + 1);
  const fault = places.length > 0 ? `第 ${places.join('、')} 项需要改正。` : (parsed.error.issues[0]?.message ?? '');
  return { fault, faults };
}
