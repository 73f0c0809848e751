import type { Plan, PlanObligation, PlanSection } from '@zhiben/gongwen';
import type { LocalDate } from '@zhiben/platform/domain/clock.ts';

/** A clause as it is laid down at adoption. `key` ties units and duties together before they have ids. */
interface AdoptedUnit {
  readonly key: string;
  readonly parentKey: string | null;
  readonly kind: PlanSection['kind'] | 'letter';
  readonly path: readonly string[];
  readonly label: string;
  readonly span: { readonly start: number; readonly end: number };
  /** Whether it becomes a task. */
  readonly isWork: boolean;
  /** For work: the unit under which it is counted. */
  readonly actionKey: string;
}

/** A duty as far as laying down looks at it. */
type StatedDuty = Pick<PlanObligation, 'sectionId' | 'kind' | 'span'>;
type StatedUnit = Readonly<Pick<PlanSection, 'id' | 'path' | 'parentPath' | 'kind' | 'title' | 'span' | 'headSpan'>>;

export interface AdoptedPlan<Duty> {
  readonly units: readonly AdoptedUnit[];
  readonly duties: readonly { readonly unitKey: string; readonly duty: Duty }[];
}

const LETTER = 'letter';
const LABEL_LENGTH = 40;

/**
 * What a campaign is made of: every unit of the reading, and all duties. Tasks are the smallest units of working and
 * safeguarding sections, and any other unit that itself states a duty, so that no dated sentence is without an owner.
 * Targets of an introduction (主要目标) stay goals of the campaign. Duties outside every unit stand in one `letter`.
 */
export function layDownPlan<Duty extends StatedDuty>(
  plan: { readonly sections: readonly StatedUnit[]; readonly obligations: readonly Duty[] },
  text: string,
): AdoptedPlan<Duty> {
  const keyOf = (duty: StatedDuty) => duty.sectionId ?? LETTER;
  const working = new Set(plan.obligations.filter((duty) => duty.kind !== 'target').map(keyOf));
  const keysByPath = new Map<string, string>();
  const units: AdoptedUnit[] = [];
  const byKey = new Map<string, AdoptedUnit>();

  for (const section of plan.sections) {
    const parentKey = keysByPath.get(section.parentPath.join('/')) ?? null;
    // A document may repeat a path; what follows belongs to the latest unit of that path.
    keysByPath.set(section.path.join('/'), section.id);
    const unit: AdoptedUnit = {
      key: section.id,
      parentKey,
      kind: section.kind,
      path: section.path,
      label: section.title ?? firstWords(text.slice(section.headSpan.end, section.span.end)),
      span: section.span,
      isWork: section.kind === 'task' || section.kind === 'safeguard' || working.has(section.id),
      actionKey: actionOver(section, parentKey === null ? undefined : byKey.get(parentKey), byKey),
    };
    units.push(unit);
    byKey.set(unit.key, unit);
  }

  const outside = plan.obligations.filter((duty) => keyOf(duty) === LETTER);
  const from = outside[0];
  if (from) units.push(letterUnit(from, outside, text));
  units.sort((a, b) => a.span.start - b.span.start);
  return { units, duties: plan.obligations.map((duty) => ({ unitKey: keyOf(duty), duty })) };
}

function actionOver(
  section: StatedUnit,
  parent: AdoptedUnit | undefined,
  byKey: ReadonlyMap<string, AdoptedUnit>,
): string {
  if (section.kind === 'action') return section.id;
  let top: string = section.id;
  for (let unit = parent; unit; unit = unit.parentKey === null ? undefined : byKey.get(unit.parentKey)) {
    if (unit.kind === 'action') return unit.key;
    top = unit.key;
  }
  return top;
}

function letterUnit(from: StatedDuty, outside: readonly StatedDuty[], text: string): AdoptedUnit {
  const start = Math.min(...outside.map((duty) => duty.span.start));
  const end = Math.max(...outside.map((duty) => duty.span.end));
  return {
    key: LETTER,
    parentKey: null,
    kind: 'letter',
    path: [],
    label: firstWords(text.slice(from.span.start, from.span.end)),
    span: { start, end },
    isWork: outside.some((duty) => duty.kind !== 'target'),
    actionKey: LETTER,
  };
}

/** What a clause without a heading is called: its first sentence, cut at a comma where it is long. */
export function firstWords(text: string): string {
  const sentence = text.replace(/\s+/g, '').split(/[。；;！]/)[0] ?? '';
  if (sentence.length <= LABEL_LENGTH) return sentence;
  const head = sentence.slice(0, LABEL_LENGTH);
  const comma = Math.max(head.lastIndexOf('，'), head.lastIndexOf(','));
  return `${comma >= LABEL_LENGTH / 3 ? head.slice(0, comma) : head}……`;
}

/**
 * The period that the document itself gives a campaign, for the clerk to correct: as stated, else from its date, else
 * from its first dated phase if none ends before that one begins, to the last date it sets.
 */
export function proposePeriod(
  plan: Pick<Plan, 'phases' | 'period' | 'date'> & {
    readonly obligations: readonly { readonly deadline?: LocalDate | null }[];
  },
): { from: LocalDate | null; to: LocalDate | null } {
  const starts = plan.phases.map((phase) => phase.from).filter((date) => date !== null);
  const dates = plan.obligations.flatMap((duty) => duty.deadline ?? []);
  const ends = [...plan.phases.map((phase) => phase.to).filter((date) => date !== null), ...dates];
  const first = [...starts].sort()[0] ?? null;
  const isFirst = !plan.phases.some(({ to }) => to !== null && first !== null && to < first);
  const from = plan.period.from ?? plan.date ?? (isFirst ? first : null);
  const to = plan.period.to ?? [...ends].sort().at(-1) ?? null;
  return { from: from !== null && to !== null && from > to ? null : from, to };
}
