import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { getAuditProof, type Proof, proofSchema } from '../../domain/audit.contract.ts';
import { call, urlOf } from '../api.ts';
import type { ProblemError } from '../problem.ts';
import { useMay } from '../session.ts';
import { sayInstant } from './dates.ts';
import { Facts } from './Facts.tsx';
import { Section } from './Section.tsx';
import { Failure, Loading } from './States.tsx';

/** 核验此记录: the entries of the audit chain, the checkpoint they lead to, and the proof to take away. */
export function RecordProof({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const input = { params: { subjectId: id } };
  const { data, error, refetch } = useQuery<Proof, ProblemError>({
    queryKey: ['audit', 'proof', id],
    queryFn: async ({ signal }) =>
      proofSchema.parse(await call(getAuditProof, { ...input, query: { format: 'json' } }, signal)),
    enabled: open,
  });
  if (!useMay(getAuditProof.permission)) return null;
  const last = data?.checkpoints.at(-1);
  return (
    <Section
      title="核验此记录"
      note="审计链证明"
      actions={
        <span className="zb-proof-actions">
          {!open && <Button onClick={() => setOpen(true)}>核验</Button>}
          <a className="zb-button" href={urlOf(getAuditProof, { ...input, query: { format: 'zip' } })} download>
            下载证明和核验程序
          </a>
        </span>
      }
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {open && !data && !error && <Loading label="正在取证明" />}
      {data && (
        <Facts
          items={[
            {
              label: '记录',
              value: `${data.entries.length} 条，第 ${data.entries[0]?.seq} 至第 ${data.entries.at(-1)?.seq} 条`,
            },
            { label: '校验点', value: last ? `第 ${last.seq} 条，${sayInstant(last.at)}` : '' },
            { label: '链首散列', value: <code>{last?.headHash}</code>, wide: true },
            { label: '默克尔根', value: <code>{last?.merkleRoot}</code>, wide: true },
            {
              label: '包含证明',
              value: `每条记录经 ${Math.max(0, ...data.entries.map(({ path }) => path.length))} 步以内到达默克尔根；下载后可在任何电脑上离线核验`,
              wide: true,
            },
          ]}
        />
      )}
    </Section>
  );
}
