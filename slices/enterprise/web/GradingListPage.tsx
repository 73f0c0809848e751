import { newId } from '@zhiben/platform/domain/ids.ts';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { BulkAction, Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { useMemo } from 'react';
import { GRADE_WORDS } from '../domain/enterprise.terms.ts';
import { countGradings, decideGrades, type Grading, listGradings, MOST_DECIDED } from '../domain/grading.contract.ts';
import { INDUSTRIES, industryName } from '../domain/industries.ts';
import { choices } from './choices.ts';
import { GradingPanel } from './GradingPanel.tsx';
import { SupervisionGradeTag } from './grade-marks.tsx';
import { sayGrading } from './grading-words.ts';

const VIEWS: readonly ListView[] = [
  { key: 'proposed', label: '待确认', query: { state: 'proposed' } },
  { key: 'appealed', label: '申诉中', query: { state: 'appealed' } },
  { key: 'decided', label: '已确认', query: { state: 'decided' } },
  { key: 'settled', label: '申诉已处理', query: { state: 'settled' } },
];

export default function GradingListPage() {
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const may = useMay('enterprise:grade');
  const decide = useCommand(decideGrades);
  const notice = useNotice();
  const filters = useMemo(
    (): readonly Filter[] => [
      { kind: 'choice', key: 'proposed', label: '计算等级', choices: choices(GRADE_WORDS) },
      { kind: 'tree', key: 'division', label: '属地', nodes: divisions },
      { kind: 'choice', key: 'industry', label: '监管行业', choices: choices(INDUSTRIES) },
    ],
    [divisions],
  );
  const columns = useMemo(
    (): readonly Column<Grading>[] => [
      { key: 'name', label: '企业', width: 240, grow: true, render: (row) => row.enterpriseName },
      {
        key: 'current',
        label: '现行等级',
        width: 100,
        render: (row) => <SupervisionGradeTag grade={row.currentGrade} />,
      },
      { key: 'proposed', label: '结果', width: 170, render: sayGrading },
      { key: 'score', label: '得分', width: 70, align: 'right', render: (row) => row.score },
      {
        key: 'why',
        label: '主要扣分',
        width: 250,
        render: (row) =>
          row.points
            .filter((p) => p.points < 0 || p.veto)
            .map((p) => p.reason)
            .join('；') || <Absent kind="none" />,
      },
      { key: 'division', label: '属地', width: 140, render: (row) => names.division(row.division) },
      { key: 'industry', label: '监管行业', width: 130, render: (row) => industryName(row.industry) },
    ],
    [names],
  );
  const bulk = useMemo(
    (): readonly BulkAction[] => [
      {
        label: '按计算结果确认',
        run: async (ids) => {
          let [decided, skipped] = [0, 0];
          for (let from = 0; from < ids.length; from += MOST_DECIDED) {
            const part = ids.slice(from, from + MOST_DECIDED);
            const came = await decide.run({ body: { commandId: newId(), ids: part } });
            decided += came.decided;
            skipped += came.skipped;
          }
          notice(`已确认 ${decided} 家${skipped > 0 ? `，${skipped} 家已被处理` : ''}`);
        },
      },
    ],
    [decide.run, notice],
  );
  return (
    <ListPage
      title="分级监管"
      contract={listGradings}
      count={countGradings}
      columns={columns}
      filters={filters}
      views={VIEWS}
      panel={(id) => <GradingPanel id={id} Frame={RecordPanel} />}
      {...(may ? { bulk } : {})}
      empty={{
        title: '没有待确认的分级结果',
        children: '每天凌晨按档案和隐患重新计算，与现行等级不同的列在这里，由人确认。',
      }}
    />
  );
}
