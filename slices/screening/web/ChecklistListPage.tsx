import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter } from '@zhiben/platform/web/kit/list/list-types.ts';
import { useMay } from '@zhiben/platform/web/session.ts';
import { type ChecklistRow, createChecklist, listChecklists } from '../domain/checklist.contract.ts';
import { OfEnterprise } from './OfEnterprise.tsx';
import './screening.css';

export const ORIGIN_NAMES = { library: '清单库', measures: '措施和标准', own: '自拟' } as const;

const FILTERS: readonly Filter[] = [{ kind: 'text', key: 'q', label: '检索', placeholder: '清单名称' }];
const COLUMNS: readonly Column<ChecklistRow>[] = [
  { key: 'name', label: '清单', width: 260, grow: true, render: (row) => row.name },
  { key: 'edition', label: '版本', width: 90, render: (row) => `第 ${row.edition} 版` },
  { key: 'items', label: '检查项', width: 90, align: 'right', render: (row) => row.items },
  { key: 'tasks', label: '使用的任务', width: 110, align: 'right', render: (row) => row.tasks },
  { key: 'origin', label: '来源', width: 120, render: (row) => ORIGIN_NAMES[row.origin] },
  { key: 'updated', label: '更新时间', width: 160, render: (row) => sayInstant(row.updatedAt) },
  { key: 'by', label: '更新人', width: 110, render: (row) => row.updatedByName },
];

export default function ChecklistListPage() {
  return (
    <OfEnterprise title="排查清单">
      <ChecklistList />
    </OfEnterprise>
  );
}

function ChecklistList() {
  const mayManage = useMay(createChecklist.permission);
  const create = mayManage && (
    <LinkButton to="/checklists/new" primary>
      新建清单
    </LinkButton>
  );
  return (
    <ListPage
      title="排查清单"
      contract={listChecklists}
      columns={COLUMNS}
      filters={FILTERS}
      recordPath={(id) => `/checklists/${id}`}
      actions={create}
      empty={{
        title: '还没有排查清单',
        children: '清单写明查什么、怎么查。可以从行业清单库选一份改成自己的，也可以由管控措施生成。',
        actions: mayManage && (
          <>
            <LinkButton to="/checklists/new?from=library" primary>
              从清单库开始
            </LinkButton>
            <LinkButton to="/checklists/new?from=measures">由管控措施生成</LinkButton>
          </>
        ),
      }}
    />
  );
}
