import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { countPlans, listPlans, PLAN_FORMAT_NAMES, type PlanRow } from '../domain/index.ts';
import { sayPeriod } from './say-period.ts';

const VIEWS: readonly ListView[] = [
  { key: 'all', label: '全部', query: {} },
  { key: 'new', label: '未建立专项行动', query: { adopted: 'false' } },
  { key: 'adopted', label: '已建立专项行动', query: { adopted: 'true' } },
];

const FILTERS: readonly Filter[] = [{ kind: 'text', key: 'q', label: '检索', placeholder: '标题、文号、发文机关' }];

const COLUMNS: readonly Column<PlanRow>[] = [
  { key: 'title', label: '方案', width: 280, grow: true, render: (row) => row.title },
  { key: 'docNumber', label: '文号', width: 170, render: (row) => row.docNumber ?? <Absent kind="none" /> },
  { key: 'issuer', label: '发文机关', width: 160, render: (row) => row.issuer ?? <Absent kind="unknown" /> },
  { key: 'datedOn', label: '成文日期', width: 110, render: (row) => row.datedOn ?? <Absent kind="unknown" /> },
  {
    key: 'period',
    label: '实施期限',
    width: 220,
    hidden: true,
    render: (row) => sayPeriod(row.periodFrom, row.periodTo),
  },
  { key: 'sections', label: '条目', width: 64, align: 'right', render: (row) => row.sections },
  { key: 'obligations', label: '要求', width: 64, align: 'right', render: (row) => row.obligations },
  { key: 'format', label: '格式', width: 70, hidden: true, render: (row) => PLAN_FORMAT_NAMES[row.format] },
  {
    key: 'campaign',
    label: '专项行动',
    width: 110,
    render: (row) => (row.campaignId ? <StatusTag label="已建立" tone="green" /> : <StatusTag label="未建立" />),
  },
  { key: 'importedAt', label: '导入日期', width: 112, render: (row) => sayInstant(row.importedAt).slice(0, 10) },
];

export default function PlanListPage() {
  const mayImport = useMay('plan:import');
  const importButton = mayImport && (
    <LinkButton to="/plans/import" primary>
      导入方案
    </LinkButton>
  );
  return (
    <ListPage
      title="方案文件"
      contract={listPlans}
      count={countPlans}
      columns={COLUMNS}
      filters={FILTERS}
      views={VIEWS}
      recordPath={(id) => `/plans/${id}`}
      actions={importButton}
      empty={{
        title: '还没有方案',
        children: mayImport
          ? '导入已发布的行动方案（Word、PDF、网页或文本），系统读出其中的任务、期限和责任主体。'
          : '方案由安委办导入后列在这里。',
        actions: importButton,
      }}
    />
  );
}
