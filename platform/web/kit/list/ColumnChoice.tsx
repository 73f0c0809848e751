import { Button, Checkbox, Popover } from 'antd';
import { useSession } from '../../session.ts';
import { useStored } from '../../stored.ts';
import type { Column } from './list-types.ts';

/** The columns that the signed-in person chose to see, in the order of the list. */
export function useChosenColumns<Row>(list: string, columns: readonly Column<Row>[]) {
  const { userId } = useSession();
  const byDefault = columns.filter(({ hidden }) => !hidden).map(({ key }) => key);
  const [keys, setKeys] = useStored<readonly string[]>(`columns.${userId}.${list}`, byDefault);
  // The first column names the row and stays.
  const chosen = columns.filter(({ key }, position) => position === 0 || keys.includes(key));
  return { chosen, keys, setKeys };
}

interface ColumnChoiceProps {
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly keys: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
}

export function ColumnChoice({ columns, keys, onChange }: ColumnChoiceProps) {
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          role="dialog"
          aria-label="显示列"
          className="zb-column-choice"
          options={columns.map(({ key, label }, position) => ({ value: key, label, disabled: position === 0 }))}
          value={columns.filter(({ key }, position) => position === 0 || keys.includes(key)).map(({ key }) => key)}
          onChange={(chosen) => onChange(chosen as string[])}
        />
      }
    >
      <Button>显示列</Button>
    </Popover>
  );
}
