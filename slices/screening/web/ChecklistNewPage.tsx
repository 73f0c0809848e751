import { useNavigate } from '@tanstack/react-router';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { useState } from 'react';
import { z } from 'zod';
import { createChecklist } from '../domain/checklist.contract.ts';
import { ChecklistEditor } from './ChecklistEditor.tsx';
import { useOwnId } from './use-own-id.ts';

const view = z.object({ from: z.enum(['library', 'measures', 'criteria']).optional() });
const BLANK = { name: '', items: [] };

/** A new checklist: begun from the library, from what is done against risks, or line by line. */
export default function ChecklistNewPage() {
  usePageTitle('新建排查清单');
  const own = useOwnId();
  const { data, error, refetch } = useCall(getEnterprise, { params: { id: own ?? '' } }, { enabled: Boolean(own) });
  if (own === '') return <Empty title="您的账号不属于任何企业">排查清单由企业自己制定。</Empty>;
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <New enterpriseId={data.id} industry={data.industry} />;
}

function New({ enterpriseId, industry }: { enterpriseId: string; industry: string }) {
  const [{ from }] = useUrlState(view);
  const [origin, setOrigin] = useState<'library' | 'measures' | 'own'>('own');
  const [libraryCode, setLibraryCode] = useState<string | null>(null);
  const id = useNewId();
  const create = useCommand(createChecklist);
  const navigate = useNavigate();
  const notice = useNotice();
  return (
    <div className="zb-scr-page">
      <h1>新建排查清单</h1>
      <p className="zb-scr-lead">
        每项写成合格时的样子，查的人只答“合格、不合格、不涉及”。先从清单库选一份最接近的，再改成本单位的，几分钟就够。
      </p>
      <ChecklistEditor
        enterpriseId={enterpriseId}
        industry={industry}
        initial={BLANK}
        start={from}
        submitLabel="建立清单"
        onTaken={(list) => {
          // What it was begun from; what is added later does not change that.
          if (origin !== 'own') return;
          setOrigin(list ? 'library' : 'measures');
          setLibraryCode(list?.code ?? null);
        }}
        onSubmit={async ({ name, items }) => {
          await create.run({ body: { id, name, origin, libraryCode, items: [...items] } });
          notice(`已建立清单“${name}”`);
          void navigate({ to: `/checklists/${id}` as never });
        }}
      />
    </div>
  );
}
