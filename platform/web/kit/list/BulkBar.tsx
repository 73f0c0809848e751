import { Button } from 'antd';
import { useState } from 'react';
import { sayNumber } from '../dates.ts';
import type { BulkAction } from './list-types.ts';

interface BulkBarProps {
  readonly actions: readonly BulkAction[];
  readonly ids: ReadonlySet<string>;
  readonly onClear: () => void;
}

/** What can be done with the selected rows; stands where the filters stood. */
export function BulkBar({ actions, ids, onClear }: BulkBarProps) {
  const [running, setRunning] = useState<string | null>(null);
  const run = async ({ label, run }: BulkAction) => {
    setRunning(label);
    try {
      await run([...ids]);
    } finally {
      setRunning(null);
    }
  };
  return (
    <fieldset className="zb-bulk" aria-label="对所选记录的操作">
      <strong>已选 {sayNumber(ids.size)} 条</strong>
      {actions.map((action) => (
        <Button
          key={action.label}
          danger={action.irreversible ?? false}
          loading={running === action.label}
          disabled={running !== null}
          onClick={() => void run(action)}
        >
          {action.label}
        </Button>
      ))}
      <Button type="link" onClick={onClear}>
        取消选择
      </Button>
    </fieldset>
  );
}
