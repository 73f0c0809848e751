import { StructurePart } from '@zhiben/platform/web/kit/document/DocumentBesideStructure.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { Button } from 'antd';
import { memo, useContext } from 'react';
import { type CorrectedUnit, firstWords, UNIT_KIND_NAMES } from '../domain/index.ts';
import { CorrectingContext, sectionKey } from './correcting.ts';
import { UnitEditor } from './UnitEditor.tsx';

interface UnitRowProps {
  readonly unit: CorrectedUnit;
  readonly text: string;
  readonly isActive: boolean;
  readonly isEditing: boolean;
  readonly onPart: (key: string) => void;
}

export const UnitRow = memo(function UnitRow({ unit, text, isActive, isEditing, onPart }: UnitRowProps) {
  const correcting = useContext(CorrectingContext);
  const { path, kind, title, headSpan, span } = unit;
  const key = sectionKey(unit.id);
  return (
    <StructurePart span={key}>
      <div className="plan-section" data-kind={kind}>
        <button type="button" data-row onClick={() => onPart(key)} aria-current={isActive || undefined}>
          <span className="plan-marker">{path.at(-1)}</span> {title ?? firstWords(text.slice(headSpan.end, span.end))}
        </button>
        {kind !== 'section' && <StatusTag label={UNIT_KIND_NAMES[kind]} tone={kind === 'task' ? 'blue' : 'neutral'} />}
      </div>
      {correcting && isActive && !isEditing && (
        <div className="plan-row-actions">
          <Button size="small" onClick={() => correcting.edit(key)}>
            修改
          </Button>
          <Button size="small" onClick={() => correcting.mergeUnit(unit)}>
            与下一条合并
          </Button>
          <Button size="small" danger onClick={() => correcting.removeUnit(unit)}>
            删除条目
          </Button>
        </div>
      )}
      {correcting && isEditing && (
        <UnitEditor
          unit={unit}
          onChange={(changes) => correcting.changeUnit(unit, changes)}
          onClose={() => correcting.edit(null)}
        />
      )}
    </StructurePart>
  );
});
