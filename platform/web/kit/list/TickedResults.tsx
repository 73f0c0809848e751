import { Button } from 'antd';
import './ticked.css';

interface TickedResult {
  readonly id: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly done: boolean;
  readonly note: string;
}

interface TickedResultsProps {
  readonly results: readonly TickedResult[];
  /** 交办: what was done, or not. */
  readonly verb: string;
  readonly unit: string;
  readonly onDone: () => void;
}

/** What came of each of many ticked records; what was refused stands first, with its reason. */
export function TickedResults({ results, verb, unit, onDone }: TickedResultsProps) {
  const done = results.filter((row) => row.done);
  const refused = results.filter((row) => !row.done);
  return (
    <div className="zb-ticked" role="status">
      <p>
        已{verb} {done.length} {unit}
        {refused.length > 0 && `，未${verb} ${refused.length} ${unit}，原因如下`}。
      </p>
      <ol className="zb-ticked-list">
        {[...refused, ...done].map((row) => (
          <li key={row.id} data-refused={row.done ? undefined : ''}>
            <b>{row.title}</b> {row.detail}
            <small>
              {row.done ? `已${verb}` : `未${verb}`}
              {row.note && `：${row.note}`}
            </small>
          </li>
        ))}
      </ol>
      <footer>
        <Button type="primary" onClick={onDone}>
          完成
        </Button>
      </footer>
    </div>
  );
}
