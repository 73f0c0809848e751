import { StructurePart } from '@zhiben/platform/web/kit/document/DocumentBesideStructure.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { Button } from 'antd';
import { memo, useContext } from 'react';
import { isSure, missingFact } from '../domain/correction.rules.ts';
import { type CorrectedDuty, DOUBT_SENTENCES, MISSING_FACT_SENTENCES } from '../domain/index.ts';
import { CorrectingContext, dutyKey } from './correcting.ts';
import { DutyEditor } from './DutyEditor.tsx';
import { DutyTags } from './marks.tsx';

interface DutyRowProps {
  readonly duty: CorrectedDuty;
  /** Place of its unit, where the row does not stand under it. */
  readonly place?: string | undefined;
  readonly isActive: boolean;
  readonly isEditing: boolean;
  readonly onPart: (key: string) => void;
}

export const DutyRow = memo(function DutyRow({ duty, place, isActive, isEditing, onPart }: DutyRowProps) {
  const correcting = useContext(CorrectingContext);
  const key = dutyKey(duty.id);
  const isUnsure = !isSure(duty);
  return (
    <li data-unsure={isUnsure || undefined}>
      <StructurePart span={key}>
        {place && <small className="plan-duty-place">{place}</small>}
        <button type="button" data-row onClick={() => onPart(key)} aria-current={isActive || undefined}>
          {duty.quote}
        </button>
        <div className="plan-duty-marks">
          <DutyTags duty={duty} />
          {duty.correctedBy.length > 0 && !isUnsure && <StatusTag label="已核对" tone="green" />}
        </div>
        {!isEditing && (duty.appliesTo || duty.condition) && (
          <small>
            {duty.appliesTo && `适用：${duty.appliesTo}　`}
            {duty.condition && `条件：${duty.condition}`}
          </small>
        )}
        {isUnsure && <small className="plan-duty-doubt">{sayDoubts(duty)}</small>}
        {correcting && isActive && !isEditing && (
          <div className="plan-row-actions">
            <Button size="small" onClick={() => correcting.edit(key)}>
              修改
            </Button>
            {isUnsure && missingFact(duty) === null && (
              <Button size="small" onClick={() => correcting.confirm(duty)}>
                核对无误
              </Button>
            )}
            <Button size="small" onClick={() => correcting.merge(duty)}>
              与下一项合并
            </Button>
            <Button size="small" danger onClick={() => correcting.remove(duty)}>
              删除
            </Button>
          </div>
        )}
        {correcting && isEditing && (
          <DutyEditor
            duty={duty}
            words={correcting.text.slice(duty.span.start, duty.span.end)}
            context={correcting.context}
            actors={correcting.actors}
            onChange={(changes) => correcting.change(duty, changes)}
            onSplit={(at) => correcting.split(duty, at)}
            onClose={() => correcting.edit(null)}
          />
        )}
      </StructurePart>
    </li>
  );
});

function sayDoubts(duty: CorrectedDuty): string {
  const missing = missingFact(duty);
  const sentences = duty.doubts.map((doubt) => DOUBT_SENTENCES[doubt]);
  return [...(missing ? [MISSING_FACT_SENTENCES[missing]] : []), ...sentences].join('；');
}
