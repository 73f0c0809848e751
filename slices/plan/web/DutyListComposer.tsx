import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useBodies } from '@zhiben/slices/division/web';
import { Button, Input } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { dutyListFaults } from '../domain/duty-list.rules.ts';
import type { DutyLine, DutyList, DutyListContent, DutyParty } from '../domain/index.ts';
import { DutyListPublishing } from './DutyListPublishing.tsx';
import { DutyPartyEditor } from './DutyPartyEditor.tsx';
import { DutyStarterDrawer } from './DutyStarterDrawer.tsx';
import * as edits from './duty-list-edits.ts';
import { useDutyListDraft } from './use-duty-list-draft.ts';

/** Writing a list line by line; it is saved as it is written. */
export function DutyListComposer({ list }: { list: DutyList }) {
  const draft = useDutyListDraft(list);
  const { content, change } = draft;
  const notice = useNotice();
  const bodies = useBodies();
  const [isAdding, setAdding] = useState(false);
  /** What was made last takes the focus when it appears. */
  const fresh = useRef<string | null>(null);
  const isFixed = list.campaignId !== null;
  const faults = dutyListFaults(content);

  const addLine = useCallback(
    (partyId: string, at: number) => {
      const line = edits.blankLine();
      fresh.current = line.id;
      change((before) => edits.insertLine(before, partyId, at, line));
    },
    [change],
  );
  const removeLine = useCallback(
    (party: DutyParty, line: DutyLine) => {
      const at = party.lines.indexOf(line);
      change((before) => edits.removeLine(before, line.id));
      if (line.text.trim() === '') return;
      notice(`已删除“${line.text.slice(0, 16)}”`, () =>
        change((before) => edits.insertLine(before, party.id, at, line)),
      );
    },
    [change, notice],
  );
  const removeParty = (party: DutyParty) => {
    const at = content.parties.indexOf(party);
    change((before) => ({ ...before, parties: before.parties.filter((one) => one.id !== party.id) }));
    notice(`已删除“${party.name || '未命名的责任主体'}”和 ${party.lines.length} 条职责`, () =>
      change((before) => ({ ...before, parties: before.parties.toSpliced(at, 0, party) })),
    );
  };
  const addParty = () => {
    const party = edits.blankParty();
    fresh.current = party.id;
    change((before) => ({ ...before, parties: [...before.parties, party] }));
  };

  return (
    <>
      <DutyListPublishing list={list} draft={draft} faults={faults} />
      <div className="plan-duty-head">
        <Labelled label="名称">
          <Input
            value={content.title}
            maxLength={100}
            disabled={isFixed}
            status={content.title.trim() === '' ? 'error' : ''}
            onChange={(event) => change((before) => ({ ...before, title: event.target.value }))}
          />
        </Labelled>
        <Labelled label="依据文件">
          <Input
            value={content.basis}
            maxLength={200}
            onChange={(event) => change((before) => ({ ...before, basis: event.target.value }))}
          />
        </Labelled>
        {!isFixed && (
          <>
            <Labelled label="有效期自">
              <Period of={content} field="startsOn" change={change} />
            </Labelled>
            <Labelled label="有效期至">
              <Period of={content} field="endsOn" change={change} />
            </Labelled>
          </>
        )}
      </div>
      <p className="plan-duty-keys">
        在职责内容中：回车新增下一条，<kbd>Alt</kbd>+<kbd>↑</kbd>
        <kbd>↓</kbd> 移动，空行按退格删除。
        {isFixed && '名称和有效期发布后不变。修改在发布修订版之前不影响正在执行的清单。'}
      </p>
      {content.parties.map((party, n) => (
        <DutyPartyEditor
          key={party.id}
          party={party}
          position={n}
          faults={faults}
          fresh={fresh}
          onChange={(changes) => change((before) => edits.changeParty(before, party.id, changes))}
          onMove={(by) => change((before) => edits.moveParty(before, party.id, by))}
          onRemove={() => removeParty(party)}
          onChangeLine={(id, changes) => change((before) => edits.changeLine(before, id, changes))}
          onAddLine={(at) => addLine(party.id, at)}
          onRemoveLine={(line) => removeLine(party, line)}
          onMoveLine={(id, by) => change((before) => edits.moveLine(before, id, by))}
        />
      ))}
      <div className="plan-duty-add">
        <Button onClick={addParty}>添加责任主体</Button>
        <Button onClick={() => setAdding(true)}>从参考清单添加</Button>
      </div>
      {isAdding && (
        <DutyStarterDrawer
          onClose={() => setAdding(false)}
          onAdd={(starters) => {
            change((before) => edits.addStarters(before, starters, bodies));
            notice(`已添加 ${starters.length} 条，请核对责任主体和填报单位`);
            setAdding(false);
          }}
        />
      )}
    </>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label>
      <span>{label}</span>
      {children}
    </label>
  );
}

interface PeriodProps {
  readonly of: DutyListContent;
  readonly field: 'startsOn' | 'endsOn';
  readonly change: (how: (list: DutyListContent) => DutyListContent) => void;
}

function Period({ of, field, change }: PeriodProps) {
  const value = of[field];
  return (
    <DateInput
      {...(value ? { value } : {})}
      {...(field === 'endsOn' && of.startsOn ? { min: of.startsOn } : {})}
      onChange={(day) => change((before) => ({ ...before, [field]: day ?? null }))}
    />
  );
}
