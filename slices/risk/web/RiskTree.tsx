import { newId } from '@zhiben/platform/domain/ids.ts';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { App, Button, Input } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import {
  createRiskEvent,
  createRiskUnit,
  type RiskEvent,
  type RiskFile,
  type RiskUnit,
} from '../domain/risk.contract.ts';
import { CONTROL_LEVEL_NAMES } from '../domain/risk.terms.ts';
import { RiskLevel } from './RiskLevel.tsx';
import { UnitDrawer } from './UnitDrawer.tsx';

interface Props {
  readonly file: RiskFile;
  readonly onOpen: (eventId: string) => void;
  /** How to begin an empty list. */
  readonly start: ReactNode;
}

/**
 * Units with their events. What is typed into the last line of a unit and sent by Enter is added, and the line waits
 * for the next: a list is entered without the mouse.
 */
export function RiskTree({ file, onOpen, start }: Props) {
  const [editing, setEditing] = useState<RiskUnit | null>(null);
  const createUnit = useCommand(createRiskUnit);
  const { enterpriseId, units, abilities } = file;
  return (
    <div className="zb-risk-tree">
      {units.length === 0 && (
        <div className="zb-risk-start">
          <h2>先选一个行业模板，五分钟建起清单</h2>
          <p>模板里是本行业常见的风险点和管控措施，逐条核对、改成本单位的实际情况即可；也可以在下面自己填写。</p>
          {start}
        </div>
      )}
      {units.map((unit, n) => (
        <UnitPart
          key={unit.id}
          unit={unit}
          showsHead={n === 0}
          mayWrite={abilities.write ?? false}
          onOpen={onOpen}
          onEdit={() => setEditing(unit)}
        />
      ))}
      {abilities.write && (
        <QuickLine
          label="添加风险单元"
          placeholder="输入单元名称（设备、场所、岗位或作业），按回车添加"
          onAdd={(name, id) => createUnit.run({ params: { enterpriseId }, body: { id, name } })}
        />
      )}
      {editing && <UnitDrawer unit={editing} onDone={() => setEditing(null)} />}
    </div>
  );
}

/** The same for all units: their columns stand below one another. */
const COLUMN_SHARES = [
  ['name', '29%'],
  ['type', '11%'],
  ['before', '8%'],
  ['after', '7%'],
  ['level', '12%'],
  ['measures', '7%'],
  ['control', '14%'],
  ['due', '12%'],
] as const;

interface UnitPartProps {
  readonly unit: RiskUnit;
  /** Below the first unit the heads of the columns are only read out. */
  readonly showsHead: boolean;
  readonly mayWrite: boolean;
  readonly onOpen: (eventId: string) => void;
  readonly onEdit: () => void;
}

function UnitPart({ unit, showsHead, mayWrite, onOpen, onEdit }: UnitPartProps) {
  const createEvent = useCommand(createRiskEvent);
  const facts = [unit.place, unit.department, unit.ownerName && `责任人 ${unit.ownerName}`].filter(Boolean);
  return (
    <section className="zb-risk-unit" aria-label={unit.name}>
      <header>
        <h3>{unit.name}</h3>
        <RiskLevel level={unit.level} />
        <small>{facts.join(' · ')}</small>
        {mayWrite && (
          <Button size="small" type="text" onClick={onEdit}>
            编辑单元
          </Button>
        )}
      </header>
      {unit.events.length > 0 && (
        <table>
          <colgroup>
            {COLUMN_SHARES.map(([column, width]) => (
              <col key={column} style={{ width }} />
            ))}
          </colgroup>
          <thead className={showsHead ? undefined : 'zb-visually-hidden'}>
            <tr>
              <th scope="col">风险事件</th>
              <th scope="col">事故类型</th>
              <th scope="col">管控前</th>
              <th scope="col">管控后</th>
              <th scope="col">风险等级</th>
              <th scope="col">措施</th>
              <th scope="col">管控层级和责任人</th>
              <th scope="col">重新评价</th>
            </tr>
          </thead>
          <tbody>
            {unit.events.map((event) => (
              <EventLine key={event.id} event={event} onOpen={() => onOpen(event.id)} />
            ))}
          </tbody>
        </table>
      )}
      {mayWrite && (
        <QuickLine
          label={`在“${unit.name}”下添加风险事件`}
          placeholder="输入可能发生的事件，按回车添加"
          onAdd={(name, id) => createEvent.run({ params: { id: unit.id }, body: { id, name } })}
        />
      )}
    </section>
  );
}

function EventLine({ event, onOpen }: { event: RiskEvent; onOpen: () => void }) {
  const { beforeScore, afterScore, directRule } = event;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="zb-link" onClick={onOpen}>
          {event.name}
        </button>
        {event.returned && <StatusTag label="已退回" tone="red" />}
      </th>
      <td data-label="事故类型">{event.accidentType}</td>
      <td data-label="管控前" title={beforeScore?.formula}>
        {directRule ? '直接判定' : (beforeScore?.value ?? '')}
      </td>
      <td data-label="管控后" title={afterScore?.formula}>
        {afterScore?.value ?? ''}
      </td>
      <td data-label="风险等级">
        <RiskLevel level={event.level} />
      </td>
      <td data-label="措施">{event.measures.length} 条</td>
      <td data-label="管控">{event.controlLevel && `${CONTROL_LEVEL_NAMES[event.controlLevel]} ${event.ownerName}`}</td>
      <td data-label="重新评价">{event.reviewDueOn && <Countdown dueOn={event.reviewDueOn} brief />}</td>
    </tr>
  );
}

interface QuickLineProps {
  readonly label: string;
  readonly placeholder: string;
  readonly onAdd: (name: string, id: string) => Promise<unknown>;
}

/** One line that adds by Enter and keeps the focus. */
function QuickLine({ label, placeholder, onAdd }: QuickLineProps) {
  const [name, setName] = useState('');
  const [id, setId] = useState(newId);
  const [isSending, setSending] = useState(false);
  const { message } = App.useApp();
  const notice = useNotice();
  const add = async () => {
    const words = name.trim();
    if (words === '' || isSending) return;
    setSending(true);
    try {
      await onAdd(words, id);
      notice(`已添加“${words}”`);
      setName('');
      setId(newId());
    } catch (error) {
      void message.error((error as Error).message);
    } finally {
      setSending(false);
    }
  };
  return (
    <div className="zb-risk-quick">
      <Input
        aria-label={label}
        placeholder={placeholder}
        value={name}
        maxLength={100}
        onChange={({ target }) => setName(target.value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void add();
        }}
      />
      {name.trim() !== '' && (
        <Button onClick={() => void add()} loading={isSending}>
          添加
        </Button>
      )}
    </div>
  );
}
