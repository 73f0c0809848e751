import { Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { listEnterprises } from '@zhiben/slices/enterprise/domain';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { Labelled } from './Labelled.tsx';
import { useOwnId } from './use-own-id.ts';
import './screening.css';

const whose = z.object({ enterpriseId: z.string().optional() });

/** A page about one enterprise: people of an enterprise see their own, all others say first which. */
export function OfEnterprise({ title, children }: { title: string; children: ReactNode }) {
  const own = useOwnId();
  const [{ enterpriseId = '' }, setWhose] = useUrlState(whose);
  if (own === null) return <Loading />;
  if (own !== '' || enterpriseId !== '') return children;
  return <Choose title={title} onChoose={(id) => void setWhose({ enterpriseId: id })} />;
}

function Choose({ title, onChoose }: { title: string; onChoose: (id: string) => void }) {
  usePageTitle(title);
  const [typed, setTyped] = useState('');
  const q = typed.trim();
  const query = { limit: 20, ...(q !== '' && { q }) };
  const { data, isFetching } = useCall(listEnterprises, { query }, { keepPrevious: true });
  return (
    <div className="zb-scr-page">
      <h1>{title}</h1>
      <p className="zb-scr-lead">这里看一家企业的{title}。请先选择企业；也可以从企业档案、排查记录中点进来。</p>
      <Labelled label="企业">
        <Select
          className="zb-scr-name"
          showSearch={{ filterOption: false, onSearch: setTyped }}
          placeholder="输入企业名称查找"
          loading={isFetching}
          notFoundContent={isFetching ? '正在查找' : '管辖范围内没有这样的企业，换个词试试'}
          options={(data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onChoose}
        />
      </Labelled>
    </div>
  );
}
