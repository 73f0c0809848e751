import { useNavigate, useParams } from '@tanstack/react-router';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Failure, Loading, NoPermission } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { Input } from 'antd';
import { useState } from 'react';
import { type Checklist, editChecklist, getChecklist } from '../domain/checklist.contract.ts';
import { ChecklistEditor } from './ChecklistEditor.tsx';
import { Labelled } from './Labelled.tsx';

/** The next edition of a checklist; the one before stays as it was, with the records that were made by it. */
export default function ChecklistEditPage() {
  usePageTitle('修改排查清单');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getChecklist, { params: { id } });
  const enterpriseId = data?.enterpriseId ?? '';
  const file = useCall(getEnterprise, { params: { id: enterpriseId } }, { enabled: enterpriseId !== '' });
  const problem = error ?? file.error;
  if (problem) return <Failure problem={problem} onRetry={() => void refetch()} />;
  if (!data || !file.data) return <Loading />;
  if (!data.abilities.manage) return <NoPermission sentence="排查清单由本企业的主要负责人和安全管理员修改。" />;
  return <Edit checklist={data} industry={file.data.industry} />;
}

function Edit({ checklist, industry }: { checklist: Checklist; industry: string }) {
  const [note, setNote] = useState('');
  // What was read first: a colleague's edition that comes meanwhile is told by the version, not written over.
  const [initial] = useState({ name: checklist.name, items: checklist.editions[0]?.items ?? [] });
  const [version] = useState(checklist.version);
  const commandId = useNewId();
  const edit = useCommand(editChecklist);
  const navigate = useNavigate();
  const notice = useNotice();
  const { id } = checklist;
  return (
    <div className="zb-scr-page">
      <h1>修改排查清单</h1>
      <p className="zb-scr-lead">
        保存后成为第 {checklist.edition + 1} 版，从下一次排查起使用；第 {checklist.edition} 版和按它做的记录原样保留。
      </p>
      <ChecklistEditor
        enterpriseId={checklist.enterpriseId}
        industry={industry}
        initial={initial}
        submitLabel="保存为新版本"
        onSubmit={async ({ name, items }) => {
          const { edition } = await edit.run({
            params: { id },
            body: { commandId, version, name, items: [...items], note: note.trim() },
          });
          notice(`已保存为第 ${edition} 版`);
          void navigate({ to: `/checklists/${id}` as never });
        }}
      >
        <Labelled label="修改说明（选填）">
          <Input
            value={note}
            maxLength={200}
            placeholder="例如：新增除尘器压差检查"
            onChange={({ target }) => setNote(target.value)}
          />
        </Labelled>
      </ChecklistEditor>
    </div>
  );
}
