import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Card } from '@zhiben/platform/web/kit/Section.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { decideProposal, type Enterprise } from '../domain/enterprise.contract.ts';
import { FIELD_RULES, type FieldName } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { industryName } from '../domain/industries.ts';

interface Props {
  readonly enterprise: Enterprise;
  readonly proposal: NonNullable<Enterprise['proposal']>;
}

/** What the enterprise asked for, and the two answers to it. */
export function ProposalCard({ enterprise, proposal }: Props) {
  const commandId = useNewId();
  const decide = useCommand(decideProposal);
  const notice = useNotice();
  const [reason, setReason] = useState('');
  const params = { id: enterprise.id, proposalId: proposal.id };
  const send = async (confirm: boolean) => {
    await decide.run({ params, body: { commandId, confirm, reason } });
    notice(confirm ? '变更已确认并写入档案' : '变更已退回');
  };
  return (
    <Card title="待确认的变更">
      <dl className="zb-proposal">
        {Object.entries(proposal.changes).map(([field, value]) => (
          <div key={field}>
            <dt>{FIELD_RULES[field as FieldName].label}</dt>
            <dd>
              <del>{say(field, enterprise[field as FieldName])}</del> → <ins>{say(field, value)}</ins>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {proposal.proposedByName} {sayInstant(proposal.proposedAt)} 申报{proposal.basis && `，依据：${proposal.basis}`}
      </p>
      {enterprise.abilities.decideProposal && (
        <>
          <Input
            aria-label="退回理由"
            placeholder="退回时写明理由"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {decide.problem && <p role="alert">{decide.problem.message}</p>}
          <div className="zb-proposal-actions">
            <Button type="primary" loading={decide.isRunning} onClick={() => void send(true).catch(() => {})}>
              确认变更
            </Button>
            <Button disabled={reason.trim() === ''} onClick={() => void send(false).catch(() => {})}>
              退回
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

function say(field: string, value: unknown): string {
  if (value === null || value === '' || value === undefined) return '未填写';
  if (field === 'industry') return industryName(String(value));
  if (field === 'status') return ENTERPRISE_STATUS_NAMES[value as Enterprise['status']];
  return String(value);
}
