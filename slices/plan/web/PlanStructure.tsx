import { memo, useMemo } from 'react';
import { isSure } from '../domain/correction.rules.ts';
import { type CorrectedDuty, type CorrectedReading, clauseText, type PlanRecord } from '../domain/index.ts';
import { dutyKey, sectionKey } from './correcting.ts';
import { DutyRow } from './DutyRow.tsx';
import { sayPeriod } from './say-period.ts';
import { UnitRow } from './UnitRow.tsx';

interface PlanStructureProps {
  readonly text: string;
  readonly phases: PlanRecord['phases'];
  readonly reading: CorrectedReading;
  /** Only the duties that a person should look at, the least sure first. */
  readonly onlyUnsure: boolean;
  readonly active: string | undefined;
  readonly editing: string | null;
  readonly onPart: (key: string) => void;
}

/** What was read out of a plan: phases, then every clause with its duties, in the order of the text. */
export const PlanStructure = memo(function PlanStructure(props: PlanStructureProps) {
  const { text, phases, reading, onlyUnsure, active, editing, onPart } = props;
  const { sections, obligations } = reading;
  const dutiesOf = useMemo(() => {
    const byUnit = new Map<string | null, CorrectedDuty[]>();
    for (const duty of obligations) byUnit.set(duty.sectionId, [...(byUnit.get(duty.sectionId) ?? []), duty]);
    return byUnit;
  }, [obligations]);
  const rowOf = (duty: CorrectedDuty, place?: string) => {
    const key = dutyKey(duty.id);
    const isActive = active === key;
    return (
      <DutyRow
        key={key}
        duty={duty}
        place={place}
        isActive={isActive}
        isEditing={isActive && editing === key}
        onPart={onPart}
      />
    );
  };
  if (onlyUnsure) {
    const paths = new Map(sections.map(({ id, path }) => [id, path]));
    return (
      <ul className="plan-duties plan-structure-unsure">
        {unsureFirst(obligations).map((duty) => rowOf(duty, clauseText(paths.get(duty.sectionId ?? '') ?? [])))}
      </ul>
    );
  }
  const outside = dutiesOf.get(null) ?? [];
  return (
    <div className="plan-structure">
      {phases.length > 0 && (
        <ol className="plan-phases">
          {phases.map((phase) => (
            <li key={`${phase.span.start}`}>
              {phase.name} <small>{sayPeriod(phase.from, phase.to)}</small>
            </li>
          ))}
        </ol>
      )}
      {outside.length > 0 && <ul className="plan-duties">{outside.map((duty) => rowOf(duty))}</ul>}
      {sections.map((unit) => {
        const own = dutiesOf.get(unit.id) ?? [];
        const key = sectionKey(unit.id);
        const isActive = active === key;
        return (
          <div key={key} className="plan-unit" style={indent(unit.path.length)}>
            <UnitRow
              unit={unit}
              text={text}
              isActive={isActive}
              isEditing={isActive && editing === key}
              onPart={onPart}
            />
            {own.length > 0 && <ul className="plan-duties">{own.map((duty) => rowOf(duty))}</ul>}
          </div>
        );
      })}
    </div>
  );
});

const indent = (depth: number) => ({ paddingInlineStart: `${Math.min(4, Math.max(0, depth - 1)) * 20}px` });

export function unsureFirst(duties: readonly CorrectedDuty[]): CorrectedDuty[] {
  return duties.filter((duty) => !isSure(duty)).sort((a, b) => a.confidence - b.confidence);
}
