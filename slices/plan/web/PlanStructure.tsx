import { StructurePart } from '@zhiben/platform/web/kit/document/DocumentBesideStructure.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { memo } from 'react';
import {
  firstWords,
  type PlanRecord,
  type ReadObligation,
  type ReadSection,
  SURE_FROM,
  UNIT_KIND_NAMES,
} from '../domain/index.ts';
import { DutyTags } from './marks.tsx';
import { sayPeriod } from './say-period.ts';

/** Names of spans, the same in the text and in the structure; spaces would end a name. */
export const sectionKey = (id: string) => `s:${id.replace(/\s/g, '')}`;
export const dutyKey = (position: number) => `d:${position}`;

interface PlanStructureProps {
  readonly plan: PlanRecord;
  readonly onlyUnsure: boolean;
  readonly onPart: (id: string) => void;
}

/** What was read out of a plan: phases, then every clause with its duties, in the order of the text. */
export const PlanStructure = memo(function PlanStructure({ plan, onlyUnsure, onPart }: PlanStructureProps) {
  const duties = plan.obligations
    .map((duty, position) => ({ duty, key: dutyKey(position) }))
    .filter(({ duty }) => !onlyUnsure || duty.confidence < SURE_FROM);
  const dutiesOf = (sectionId: string | null) => duties.filter(({ duty }) => duty.sectionId === sectionId);
  const outside = dutiesOf(null);
  return (
    <div className="plan-structure">
      {!onlyUnsure && plan.phases.length > 0 && (
        <ol className="plan-phases">
          {plan.phases.map((phase) => (
            <li key={`${phase.span.start}`}>
              {phase.name} <small>{sayPeriod(phase.from, phase.to)}</small>
            </li>
          ))}
        </ol>
      )}
      {outside.length > 0 && <Duties duties={outside} depth={0} onPart={onPart} />}
      {plan.sections.map((section) => {
        const own = dutiesOf(section.id);
        if (onlyUnsure && own.length === 0) return null;
        return (
          <div key={section.id}>
            <SectionHead section={section} text={plan.text} onPart={onPart} />
            {own.length > 0 && <Duties duties={own} depth={section.path.length} onPart={onPart} />}
          </div>
        );
      })}
    </div>
  );
});

const indent = (depth: number) => ({ paddingInlineStart: `${Math.max(0, depth - 1) * 20}px` });

interface SectionHeadProps {
  readonly section: ReadSection;
  readonly text: string;
  readonly onPart: (id: string) => void;
}

function SectionHead({ section, text, onPart }: SectionHeadProps) {
  const { path, kind, title, headSpan, span } = section;
  const words = text.slice(headSpan.end, span.end);
  const key = sectionKey(section.id);
  return (
    <StructurePart span={key}>
      <div className="plan-section" data-kind={kind} style={indent(path.length)}>
        <button type="button" onClick={() => onPart(key)}>
          <span className="plan-marker">{path.at(-1)}</span> {title ?? firstWords(words)}
        </button>
        {kind !== 'section' && <StatusTag label={UNIT_KIND_NAMES[kind]} tone={kind === 'task' ? 'blue' : 'neutral'} />}
      </div>
    </StructurePart>
  );
}

interface DutiesProps {
  readonly duties: readonly { readonly duty: ReadObligation; readonly key: string }[];
  readonly depth: number;
  readonly onPart: (id: string) => void;
}

function Duties({ duties, depth, onPart }: DutiesProps) {
  return (
    <ul className="plan-duties" style={indent(depth + 1)}>
      {duties.map(({ duty, key }) => (
        <li key={key}>
          <StructurePart span={key}>
            <button type="button" onClick={() => onPart(key)}>
              {duty.quote}
            </button>
            <DutyTags duty={duty} />
            {(duty.appliesTo || duty.condition) && (
              <small>
                {duty.appliesTo && `适用：${duty.appliesTo}　`}
                {duty.condition && `条件：${duty.condition}`}
              </small>
            )}
          </StructurePart>
        </li>
      ))}
    </ul>
  );
}
