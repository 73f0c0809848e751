import { Button, Checkbox, Drawer } from 'antd';
import { useState } from 'react';
import { DUTY_STARTERS, type DutyStarter } from '../domain/duty-starters.ts';
import { DUTY_LINE_KIND_NAMES, frequencyText } from '../domain/index.ts';

interface DutyStarterProps {
  readonly onAdd: (starters: readonly DutyStarter[]) => void;
  readonly onClose: () => void;
}

const GROUNDS = {
  law: { label: '法规和国家文件', lead: '核对是否适用后添加。' },
  example: { label: '各地文件的做法', lead: '其他市县文件的规定，是否采用以本地文件为准。' },
} as const;

/** The shipped duties, each with where it comes from, to be picked. */
export function DutyStarterDrawer({ onAdd, onClose }: DutyStarterProps) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const toggle = (code: string) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(code)) after.add(code);
      return after;
    });
  const chosen = DUTY_STARTERS.filter((starter) => picked.has(starter.code));
  return (
    <Drawer
      open
      title="从参考清单添加"
      onClose={onClose}
      size={640}
      footer={
        <Button type="primary" disabled={chosen.length === 0} onClick={() => onAdd(chosen)}>
          添加所选的 {chosen.length} 条
        </Button>
      }
    >
      {(['law', 'example'] as const).map((ground) => (
        <section key={ground} className="plan-duty-starters">
          <h2>
            {GROUNDS[ground].label} <small>{GROUNDS[ground].lead}</small>
          </h2>
          <ul>
            {DUTY_STARTERS.filter((starter) => starter.ground === ground).map((starter) => (
              <li key={starter.code}>
                <Checkbox checked={picked.has(starter.code)} onChange={() => toggle(starter.code)}>
                  <span>
                    <b>{starter.party}</b>　{starter.text}
                  </span>
                  <small>
                    {starter.frequency ? frequencyText(starter.frequency) : DUTY_LINE_KIND_NAMES[starter.kind]}　
                    {starter.source}
                  </small>
                </Checkbox>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Drawer>
  );
}
