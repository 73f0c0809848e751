import { RecordSelect } from '@zhiben/platform/web/kit/form/RecordSelect.tsx';
import { useBodies } from '@zhiben/slices/division/web';
import { listEnterprises } from '@zhiben/slices/enterprise/domain';
import { Button, Input, Select } from 'antd';
import type { PartyInput } from '../domain/paper.commands.ts';
import './supervision.css';

interface PartiesInputProps {
  readonly id?: string;
  readonly value?: readonly PartyInput[];
  readonly onChange?: (parties: readonly PartyInput[]) => void;
}

const KIND_CHOICES = [
  { value: 'enterprise', label: '企业' },
  { value: 'body', label: '机构' },
  { value: 'external', label: '其他单位' },
];
const ROLE_CHOICES = [
  { value: 'main', label: '主送' },
  { value: 'copy', label: '抄送' },
];

/** To whom a paper goes: one line a party. */
export function PartiesInput({ id, value = [], onChange }: PartiesInputProps) {
  const set = (at: number, changes: Partial<PartyInput>) =>
    onChange?.(value.map((party, i) => (i === at ? { ...party, ...changes } : party)));
  return (
    <div id={id}>
      {value.map((party, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity of their own, and keep their order
          key={at}
          className="zb-super-party"
        >
          <Select
            aria-label="主送或抄送"
            value={party.role}
            options={ROLE_CHOICES}
            onChange={(role) => set(at, { role })}
          />
          <Select
            aria-label="单位类别"
            value={party.partyKind}
            options={KIND_CHOICES}
            onChange={(partyKind) => set(at, { partyKind, partyId: null, partyName: '' })}
          />
          <PartyName party={party} onChange={(changes) => set(at, changes)} />
          <Button
            aria-label={`去掉${party.partyName}`}
            type="text"
            onClick={() => onChange?.(value.filter((_, i) => i !== at))}
          >
            去掉
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() => onChange?.([...value, { role: 'main', partyKind: 'body', partyId: null, partyName: '' }])}
      >
        增加单位
      </Button>
    </div>
  );
}

function PartyName({ party, onChange }: { party: PartyInput; onChange: (changes: Partial<PartyInput>) => void }) {
  const bodies = useBodies();
  if (party.partyKind === 'external') {
    return (
      <Input
        aria-label="单位名称"
        value={party.partyName}
        maxLength={60}
        onChange={({ target }) => onChange({ partyName: target.value })}
      />
    );
  }
  if (party.partyKind === 'body') {
    return (
      <Select
        aria-label="机构"
        showSearch={{ optionFilterProp: 'label' }}
        value={party.partyId}
        options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(partyId: string) =>
          onChange({ partyId, partyName: bodies.find(({ id }) => id === partyId)?.name ?? '' })
        }
      />
    );
  }
  return (
    <RecordSelect
      aria-label="企业"
      contract={listEnterprises}
      label={(row) => row.name}
      {...(party.partyId ? { value: party.partyId, known: { id: party.partyId, label: party.partyName } } : {})}
      onChange={(partyId) => onChange({ partyId: partyId ?? null })}
    />
  );
}
