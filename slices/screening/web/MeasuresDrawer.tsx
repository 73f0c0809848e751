import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getRiskFile, type RiskFile } from '@zhiben/slices/risk/domain';
import { Drawer, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { draftFromMeasures } from '../domain/draft.rules.ts';
import { TASK_LEVEL_NAMES, type TaskLevel } from '../domain/screening.terms.ts';
import { Labelled } from './Labelled.tsx';
import { PickItems } from './PickItems.tsx';

const LEVELS = (['post', 'team', 'workshop', 'company', 'principal'] as const).map((value) => ({
  value: value as TaskLevel,
  label: TASK_LEVEL_NAMES[value],
}));

interface Props {
  readonly enterpriseId: string;
  readonly held: ReadonlySet<string>;
  readonly onAdd: (items: readonly CheckItem[]) => void;
  readonly onClose: () => void;
}

/** What the enterprise does against its risks, as items: whether it is in place. */
export function MeasuresDrawer({ enterpriseId, onClose, ...rest }: Props) {
  const { data, error, refetch } = useCall(getRiskFile, { params: { enterpriseId } });
  return (
    <Drawer open title="从管控措施生成" onClose={onClose} size={640} destroyOnHidden>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading label="正在加载管控措施" />}
      {data && <Choose file={data} {...rest} />}
    </Drawer>
  );
}

function Choose({ file, held, onAdd }: Omit<Props, 'enterpriseId' | 'onClose'> & { file: RiskFile }) {
  const [level, setLevel] = useState<TaskLevel>('team');
  const [unitIds, setUnitIds] = useState<string[]>([]);
  const { items, left } = useMemo(() => draftFromMeasures(file.units, level, unitIds), [file.units, level, unitIds]);
  return (
    <div className="zb-scr-stack">
      <div className="zb-scr-row">
        <Labelled label="谁来查">
          <Select value={level} options={LEVELS} onChange={setLevel} />
        </Labelled>
        <Labelled label="哪些单元">
          <Select
            mode="multiple"
            value={unitIds}
            placeholder={`全部 ${file.units.length} 个单元`}
            showSearch={{ optionFilterProp: 'label' }}
            options={file.units.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setUnitIds}
          />
        </Labelled>
      </div>
      {items.length === 0 ? (
        <Empty title="没有可用的管控措施">先在“风险分级管控”中辨识风险、写下管控措施，再回到这里生成检查项。</Empty>
      ) : (
        <PickItems
          key={`${level} ${unitIds.join()}`}
          items={items}
          held={held}
          note={
            left > 0
              ? `高等级风险在前；还有 ${left} 条措施放不下，请按单元分成几份清单。`
              : '高等级风险的措施在前；上级管控的，下级也要查。'
          }
          onAdd={onAdd}
        />
      )}
    </div>
  );
}
