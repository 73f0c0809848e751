import {
  type Anchor,
  type Correction,
  type DutyFacts,
  FACT_NAMES,
  frequencyText,
  OBLIGATION_KIND_NAMES,
  type Operation,
  UNIT_KIND_NAMES,
} from '../domain/index.ts';

const SHOWN = 24;
const short = (words: string) => (words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words);

/** One correction in a sentence: 把“各乡镇每季度…”的责任主体改为“各乡镇”. */
export function sayCorrection({ operation }: Pick<Correction, 'operation'>, all: readonly Correction[]): string {
  const named = (anchor: Anchor) => ('correctionId' in anchor ? '补充的内容' : `“${short(anchor.quote)}”`);
  switch (operation.op) {
    case 'changeDuty':
      return `把${named(operation.duty)}的${sayChanges(operation.changes)}`;
    case 'confirmDuty':
      return `核对${named(operation.duty)}无误`;
    case 'deleteDuty':
      return `删除要求${named(operation.duty)}`;
    case 'addDuty':
      return `新增${OBLIGATION_KIND_NAMES[operation.facts.kind]}要求`;
    case 'splitDuty':
      return `把要求${named(operation.duty)}拆成两项`;
    case 'mergeDuties':
      return `把要求${named(operation.next)}并入${named(operation.duty)}`;
    case 'changeUnit':
      return `把条目${named(operation.unit)}的${sayUnitChanges(operation)}`;
    case 'deleteUnit':
      return `删除条目${named(operation.unit)}和其中的要求`;
    case 'addUnit':
      return `新增${UNIT_KIND_NAMES[operation.facts.kind]}${operation.facts.title ? `“${short(operation.facts.title)}”` : ''}`;
    case 'splitUnit':
      return `把条目${named(operation.unit)}拆成两条`;
    case 'mergeUnits':
      return `把条目${named(operation.next)}并入${named(operation.unit)}`;
    case 'undo': {
      const taken = all.find(({ id }) => id === operation.correctionId);
      if (!taken) return '撤销一步';
      return taken.operation.op === 'undo' ? `恢复：${sayUndone(taken, all)}` : `撤销：${sayCorrection(taken, all)}`;
    }
  }
}

function sayUndone({ operation }: Correction, all: readonly Correction[]): string {
  const taken = operation.op === 'undo' ? all.find(({ id }) => id === operation.correctionId) : undefined;
  return taken ? sayCorrection(taken, all) : '一步';
}

function sayChanges(changes: Partial<DutyFacts>): string {
  const parts = Object.entries(changes).flatMap(([fact, value]) =>
    fact === 'inPeriod' || value === undefined
      ? []
      : [`${FACT_NAMES[fact as keyof DutyFacts]}改为${sayFact(fact as keyof DutyFacts, value)}`],
  );
  return parts.join('，');
}

function sayFact(fact: keyof DutyFacts, value: NonNullable<unknown> | null): string {
  if (value === null) return '空';
  if (fact === 'kind') return OBLIGATION_KIND_NAMES[value as DutyFacts['kind']];
  if (fact === 'frequency') return frequencyText(value as NonNullable<DutyFacts['frequency']>);
  return `“${short(String(value))}”`;
}

function sayUnitChanges({ changes }: Extract<Operation, { op: 'changeUnit' }>): string {
  const kind = changes.kind ? [`类型改为${UNIT_KIND_NAMES[changes.kind]}`] : [];
  const title = changes.title === undefined ? [] : [`标题改为${changes.title ? `“${short(changes.title)}”` : '空'}`];
  return [...kind, ...title].join('，');
}
