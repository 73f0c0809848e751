import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Button, Drawer } from 'antd';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { MeasureField } from './MeasureField.tsx';
import { useChecklistLibrary } from './use-checklist-library.ts';
import type { NamedMeasure } from './use-measures.ts';

interface Props {
  readonly items: readonly CheckItem[];
  readonly measures: readonly NamedMeasure[] | null;
  readonly onChange: (items: readonly CheckItem[]) => void;
  readonly onClose: () => void;
}

/** Which measure each item looks at, on one page: at once where the templates say so, else one by one. */
export function LinkDrawer({ items, measures, onChange, onClose }: Props) {
  const library = useChecklistLibrary();
  const known = new Map(
    library.data?.rows.flatMap((list) => list.items.map(({ id, measureId }) => [id, measureId] as const)),
  );
  const proposed = items.map((item) =>
    item.measureId === null && known.get(item.id) ? { ...item, measureId: known.get(item.id) ?? null } : item,
  );
  const fresh = proposed.filter((item, n) => item !== items[n]).length;
  const tied = items.filter(({ measureId }) => measureId !== null).length;
  return (
    <Drawer open title="对应管控措施" onClose={onClose} size={640} destroyOnHidden>
      {measures === null ? (
        <Loading label="正在加载管控措施" />
      ) : measures.length === 0 ? (
        <Empty title="还没有管控措施">先在“风险分级管控”中辨识风险、写下管控措施，再回到这里对应。</Empty>
      ) : (
        <div className="zb-scr-stack">
          <p className="zb-scr-note">
            每项检查对应它所核实的管控措施：这一项不合格，就知道哪条风险的措施失效，上报的排查任务和记录也才完整。没有对应措施的，不必勉强。
          </p>
          <div className="zb-scr-tools">
            {fresh > 0 && <Button onClick={() => onChange(proposed)}>按行业模板对应 {fresh} 项</Button>}
            <small>
              已对应 {tied}/{items.length} 项
            </small>
          </div>
          <ol className="zb-scr-links">
            {items.map((item, n) => (
              <li key={item.id}>
                <span>
                  {n + 1}. {item.question}
                </span>
                <MeasureField
                  item={item}
                  measures={measures}
                  label={`第 ${n + 1} 项对应的管控措施`}
                  onChange={(measureId) => onChange(items.map((one) => (one === item ? { ...one, measureId } : one)))}
                />
              </li>
            ))}
          </ol>
          <div className="zb-scr-pick-end">
            <Button type="primary" onClick={onClose}>
              完成
            </Button>
          </div>
        </div>
      )}
    </Drawer>
  );
}
