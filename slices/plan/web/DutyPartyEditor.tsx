import { Button, Input } from 'antd';
import type { RefObject } from 'react';
import type { DutyListFault } from '../domain/duty-list.rules.ts';
import type { DutyLine, DutyParty } from '../domain/index.ts';
import { BodiesSelect } from './BodySelect.tsx';
import { DutyLineEditor } from './DutyLineEditor.tsx';

interface DutyPartyProps {
  readonly party: DutyParty;
  readonly position: number;
  readonly faults: readonly DutyListFault[];
  readonly fresh: RefObject<string | null>;
  readonly onChange: (changes: Partial<DutyParty>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onChangeLine: (id: string, changes: Partial<DutyLine>) => void;
  readonly onAddLine: (at: number) => void;
  readonly onRemoveLine: (line: DutyLine) => void;
  readonly onMoveLine: (id: string, by: -1 | 1) => void;
}

/** Whom lines bind, who files for it, and its lines. */
export function DutyPartyEditor(props: DutyPartyProps) {
  const { party, position, faults, fresh, onChange } = props;
  const { id, name, bodyIds, lines } = party;
  const isNew = fresh.current === id;
  const faultsOf = (itemId: string) => faults.filter((fault) => fault.itemId === itemId).map((fault) => fault.message);
  const own = faultsOf(id);
  return (
    <section className="plan-duty-party" aria-label={name || `第 ${position + 1} 个责任主体`} id={`duty-${id}`}>
      <div className="plan-duty-party-head">
        <Input
          aria-label="责任主体"
          placeholder="责任主体，如 县长、县委常委会、各乡镇"
          value={name}
          maxLength={60}
          ref={(input) => {
            if (!input || !isNew) return;
            fresh.current = null;
            input.focus();
          }}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <BodiesSelect
          aria-label="填报单位"
          placeholder="填报单位：由谁填报进展"
          value={bodyIds}
          onChange={(ids) => onChange({ bodyIds: ids })}
        />
        <span className="plan-duty-tools">
          <Button size="small" type="text" aria-label="责任主体上移" onClick={() => props.onMove(-1)}>
            ↑
          </Button>
          <Button size="small" type="text" aria-label="责任主体下移" onClick={() => props.onMove(1)}>
            ↓
          </Button>
          <Button size="small" type="text" danger onClick={props.onRemove}>
            删除
          </Button>
        </span>
      </div>
      {own.length > 0 && <p className="plan-duty-fault">{own.join('；')}</p>}
      {lines.length > 0 && (
        <div className="plan-duty-columns" aria-hidden>
          <span />
          <span>职责内容</span>
          <span>要求</span>
          <span>佐证材料</span>
          <span>依据</span>
          <span />
        </div>
      )}
      <ol className="plan-duty-lines">
        {lines.map((line, at) => (
          <DutyLineEditor
            key={line.id}
            line={line}
            number={at + 1}
            isLast={lines.length === 1}
            faults={faultsOf(line.id)}
            fresh={fresh}
            onChange={(changes) => props.onChangeLine(line.id, changes)}
            onAdd={() => props.onAddLine(at + 1)}
            onRemove={() => {
              fresh.current = lines[at - 1]?.id ?? lines[at + 1]?.id ?? null;
              props.onRemoveLine(line);
            }}
            onMove={(by) => {
              fresh.current = line.id;
              props.onMoveLine(line.id, by);
            }}
          />
        ))}
      </ol>
      <button type="button" className="zb-link" onClick={() => props.onAddLine(lines.length)}>
        添加一条职责
      </button>
    </section>
  );
}
