import { Select } from 'antd';
import { type CorrectedUnit, FACT_NAMES, SECTION_KINDS, UNIT_KIND_NAMES, type UnitFacts } from '../domain/index.ts';
import { EditorBox } from './EditorBox.tsx';
import { WordsInput } from './fact-inputs.tsx';

interface UnitEditorProps {
  readonly unit: CorrectedUnit;
  readonly onChange: (changes: Partial<UnitFacts>) => void;
  readonly onClose: () => void;
}

export function UnitEditor({ unit, onChange, onClose }: UnitEditorProps) {
  return (
    <EditorBox
      label="修改条目"
      note="改动随即保存。“任务”和“保障”建立专项行动后分派到单位，“部分”不分派。"
      onClose={onClose}
    >
      <span>{FACT_NAMES.kind}</span>
      <Select
        size="small"
        aria-label={FACT_NAMES.kind}
        value={unit.kind}
        options={SECTION_KINDS.map((kind) => ({ value: kind, label: UNIT_KIND_NAMES[kind] }))}
        onChange={(kind) => onChange({ kind })}
      />
      <span>{FACT_NAMES.title}</span>
      <WordsInput label={FACT_NAMES.title} value={unit.title} onCommit={(title) => onChange({ title })} />
    </EditorBox>
  );
}
