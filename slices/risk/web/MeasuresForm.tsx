import { newId } from '@zhiben/platform/domain/ids.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, Select } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { editRiskEvent, type MeasureInput, type RiskPoint } from '../domain/risk.contract.ts';
import { ACCIDENT_TYPES, MEASURE_CLASSES, type MeasureClass, MOST_MEASURES } from '../domain/risk.terms.ts';
import { Labelled } from './Labelled.tsx';

const CLASSES = ([1, 2, 3, 4] as const).map((value) => ({
  value: value as MeasureClass,
  label: MEASURE_CLASSES[value],
}));
const TYPES = ACCIDENT_TYPES.map((value) => ({ value, label: value }));

/** What may happen and what is done against it; Enter in the last line adds a measure. */
export function MeasuresForm({ point }: { point: RiskPoint }) {
  const [name, setName] = useState(point.name);
  const [accidentType, setAccidentType] = useState(point.accidentType);
  const [measures, setMeasures] = useState<readonly MeasureInput[]>(point.measures);
  const [words, setWords] = useState('');
  const [class1, setClass1] = useState<MeasureClass>(1);
  const [commandId] = useState(newId);
  const [problem, setProblem] = useState('');
  const send = useCommand(editRiskEvent);
  const notice = useNotice();
  const change = (id: string, part: Partial<MeasureInput>) =>
    setMeasures(measures.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const add = () => {
    const content = words.trim();
    if (content === '') return;
    setMeasures([...measures, { id: newId(), dataSource: 2, class1, class2: null, class3: '', content }]);
    setWords('');
  };
  const save = async () => {
    setProblem('');
    const pending = words.trim();
    const extra = { id: newId(), dataSource: 2 as const, class1, class2: null, class3: '', content: pending };
    const all = [...measures, ...(pending === '' ? [] : [extra])];
    if (name.trim() === '') return setProblem('请填写风险事件');
    if (all.some(({ content }) => content.trim() === '')) return setProblem('有措施没有写内容，请补充或删除');
    try {
      const body = { commandId, version: point.version, name, accidentType, measures: all };
      await send.run({ params: { id: point.id }, body });
      notice('已保存风险事件和措施');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Section title="风险事件和管控措施" note={`${measures.length} 条措施`}>
      <div className="zb-assess">
        <div className="zb-assess-row">
          <Labelled label="风险事件" isWide>
            <Input value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
          </Labelled>
          <Labelled label="可能的事故类型">
            <Select
              value={accidentType || null}
              placeholder="请选择"
              showSearch
              options={TYPES}
              onChange={(value: string) => setAccidentType(value)}
            />
          </Labelled>
        </div>
        <ol className="zb-measures">
          {measures.map((one, n) => (
            <li key={one.id}>
              <Select
                aria-label={`第 ${n + 1} 条措施的类别`}
                value={one.class1}
                options={CLASSES}
                onChange={(value) => change(one.id, { class1: value, class2: null })}
              />
              <Input.TextArea
                aria-label={`第 ${n + 1} 条措施`}
                value={one.content}
                maxLength={500}
                autoSize
                onChange={({ target }) => change(one.id, { content: target.value })}
              />
              <Button
                type="text"
                aria-label={`删除第 ${n + 1} 条措施`}
                onClick={() => setMeasures(measures.filter(({ id }) => id !== one.id))}
              >
                删除
              </Button>
            </li>
          ))}
          {measures.length < MOST_MEASURES && (
            <li>
              <Select aria-label="新措施的类别" value={class1} options={CLASSES} onChange={setClass1} />
              <Input
                aria-label="新措施"
                placeholder="输入措施，按回车添加"
                value={words}
                maxLength={500}
                onChange={({ target }) => setWords(target.value)}
                onKeyDown={(event: KeyboardEvent) => {
                  if (event.key === 'Enter' && !event.nativeEvent.isComposing) add();
                }}
              />
              <Button type="text" onClick={add} disabled={words.trim() === ''}>
                添加
              </Button>
            </li>
          )}
        </ol>
        {problem && <Alert type="error" title={problem} role="alert" />}
        <div>
          <Button loading={send.isRunning} onClick={() => void save()}>
            保存事件和措施
          </Button>
        </div>
      </div>
    </Section>
  );
}
