import { localDate } from '@zhiben/platform/domain/clock.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { browseCriteria, type LibraryCriterion, listCriteriaIndustries } from '@zhiben/slices/hazard/domain';
import { Drawer, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { CheckItem } from '../domain/checklist.contract.ts';
import { draftFromCriteria } from '../domain/draft.rules.ts';
import { Labelled } from './Labelled.tsx';
import { PickItems } from './PickItems.tsx';

interface Props {
  readonly industry: string;
  readonly held: ReadonlySet<string>;
  readonly onAdd: (items: readonly CheckItem[]) => void;
  readonly onClose: () => void;
}

/** The 判定标准 in force today, as items: that what they describe does not exist. */
export function CriteriaDrawer({ industry: own, held, onAdd, onClose }: Props) {
  const [industry, setIndustry] = useState(own);
  const industries = useCall(listCriteriaIndustries, {}, { staleTime: Number.POSITIVE_INFINITY });
  const query = { industry, on: localDate(new Date()) };
  const criteria = useCall(browseCriteria, { query }, { enabled: industries.isSuccess });
  const error = industries.error ?? criteria.error;
  const standards = useMemo(
    () =>
      new Map(
        industries.data?.rows.flatMap((row) => row.standards.map((standard) => [standard.title, standard] as const)),
      ),
    [industries.data],
  );
  return (
    <Drawer open title="从判定标准生成" onClose={onClose} size={640} destroyOnHidden>
      {error && <Failure problem={error} onRetry={() => void criteria.refetch()} />}
      {!error && !criteria.data && <Loading label="正在加载判定标准" />}
      {criteria.data && industries.data && (
        <div className="zb-scr-stack">
          <Labelled label="行业">
            <Select
              value={industry}
              showSearch={{ optionFilterProp: 'label' }}
              options={industries.data.rows.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={setIndustry}
            />
          </Labelled>
          {criteria.data.rows.length === 0 ? (
            <Empty title="本库没有这个行业当前有效的判定标准">可以从清单库或管控措施生成。</Empty>
          ) : (
            <PickItems
              key={industry}
              items={draftFromCriteria(criteria.data.rows.map((row) => quotable(row, standards))).items}
              held={held}
              note={criteria.data.rows[0]?.caveats.join('；')}
              onAdd={onAdd}
            />
          )}
        </div>
      )}
    </Drawer>
  );
}

function quotable(
  row: LibraryCriterion,
  standards: ReadonlyMap<string, { readonly status: string; readonly isComplete: boolean }>,
) {
  const standard = standards.get(row.standard);
  return { ...row, standardTitle: row.standard, mayQuote: standard?.status === 'in-force' && standard.isComplete };
}
