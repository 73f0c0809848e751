import { definePages } from '@zhiben/platform/web/page.ts';
import { addEnterprisePanel } from '@zhiben/slices/enterprise/web';

addEnterprisePanel({
  key: 'screening',
  title: '自查',
  permission: 'screening:read',
  load: () => import('./EnterpriseScreening.tsx'),
});

const OWN = '企业自查';
/** Regulators come to these from the file of an enterprise. */
const permission = 'screening:manage';

/** What an enterprise does for itself: tasks, checklists, records. */
export const screeningConsolePages = definePages([
  {
    path: '/screening',
    title: '自查总览',
    permission: 'screening:manage',
    nav: { group: OWN, order: 10 },
    load: () => import('./ScreeningHomePage.tsx'),
  },
  {
    path: '/screening-tasks',
    title: '排查任务',
    permission: 'screening:read',
    nav: { group: OWN, order: 20, permission },
    load: () => import('./TaskListPage.tsx'),
  },
  {
    path: '/screening-tasks/new',
    title: '建立排查任务',
    permission: 'screening:manage',
    load: () => import('./TaskNewPage.tsx'),
  },
  {
    path: '/screening-tasks/$id',
    title: '任务详情',
    permission: 'screening:read',
    load: () => import('./TaskRecordPage.tsx'),
  },
  {
    path: '/screening-tasks/$id/edit',
    title: '修改排查任务',
    permission: 'screening:manage',
    load: () => import('./TaskEditPage.tsx'),
  },
  {
    path: '/screening-labels',
    title: '排查码',
    permission: 'screening:manage',
    under: '/screening-tasks',
    load: () => import('./ScreeningLabelsPage.tsx'),
  },
  {
    path: '/checklists',
    title: '排查清单',
    permission: 'screening:read',
    nav: { group: OWN, order: 30, permission },
    load: () => import('./ChecklistListPage.tsx'),
  },
  {
    path: '/checklists/new',
    title: '新建排查清单',
    permission: 'screening:manage',
    load: () => import('./ChecklistNewPage.tsx'),
  },
  {
    path: '/checklists/$id',
    title: '清单详情',
    permission: 'screening:read',
    load: () => import('./ChecklistRecordPage.tsx'),
  },
  {
    path: '/checklists/$id/edit',
    title: '修改排查清单',
    permission: 'screening:manage',
    load: () => import('./ChecklistEditPage.tsx'),
  },
  {
    path: '/screening-records',
    title: '排查记录',
    permission: 'screening:read',
    nav: { group: OWN, order: 40 },
    load: () => import('./RecordListPage.tsx'),
  },
  {
    path: '/screening-records/$id',
    title: '记录详情',
    permission: 'screening:read',
    load: () => import('./ScreeningRecordPage.tsx'),
  },
  {
    path: '/screening-slots',
    title: '应查时段',
    under: '/screening',
    permission: 'screening:read',
    load: () => import('./SlotListPage.tsx'),
  },
  {
    path: '/screening-conflicts',
    title: '记录冲突',
    permission: 'screening:read',
    nav: { group: OWN, order: 50, permission },
    load: () => import('./ConflictListPage.tsx'),
  },
  {
    path: '/screening-suspensions',
    title: '停用和检修',
    permission: 'screening:read',
    nav: { group: OWN, order: 60, permission },
    load: () => import('./SuspensionListPage.tsx'),
  },
]);
