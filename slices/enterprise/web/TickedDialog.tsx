import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { MOST_TICKED } from '@zhiben/platform/domain/ticked.ts';
import { TickedFooter } from '@zhiben/platform/web/kit/list/TickedFooter.tsx';
import { TickedResults } from '@zhiben/platform/web/kit/list/TickedResults.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useBodies, useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { Input, Modal, Select, TreeSelect } from 'antd';
import { useState } from 'react';
import { type EnterpriseRow, listEnterprises } from '../domain/enterprise.contract.ts';
import { superviseTicked, type TickedEnterprise, transferTicked } from '../domain/enterprise-ticked.contract.ts';

export type TickedVerb = 'transfer' | 'competent' | 'oversight';
interface TickedDialogProps {
  readonly verb: TickedVerb;
  readonly ids: readonly string[];
  readonly onDone: () => void;
}

const WORDS: Record<TickedVerb, { readonly title: string; readonly button: string; readonly lead: string }> = {
  transfer: {
    title: '批量变更属地',
    button: '变更属地',
    lead: '逐家核对，不能变更的保持原样并说明原因。变更后由新属地监管；办理中的隐患仍由原属地跟踪到销号，已报数据不变。',
  },
  competent: {
    title: '批量明确行业主管部门',
    button: '明确主管部门',
    lead: '每家只有一个行业主管部门：原来有的，由所选部门接替；企业随即归入该部门的名录。',
  },
  oversight: {
    title: '批量增加监管部门',
    button: '增加监管部门',
    lead: '在行业主管部门之外增加一个监管部门，原有的监管部门不变。',
  },
};

/** One thing done to all enterprises that were ticked: to which place or body, and then what came of each. */
export function TickedDialog({ verb, ids, onDone }: TickedDialogProps) {
  const query = { ids: ids.slice(0, MOST_TICKED), limit: MOST_TICKED };
  const { data, error, refetch } = useCall(listEnterprises, { query });
  return (
    <Modal open title={WORDS[verb].title} width={720} footer={null} onCancel={onDone} destroyOnHidden>
      {ids.length > MOST_TICKED && (
        <p>
          已选 {ids.length} 家，一次至多 {MOST_TICKED} 家，以下是其中前 {MOST_TICKED} 家。
        </p>
      )}
      {error ? (
        <Failure problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Form verb={verb} enterprises={data.rows} onDone={onDone} />
      ) : (
        <Loading label="正在加载所选企业" />
      )}
    </Modal>
  );
}

interface FormProps {
  readonly verb: TickedVerb;
  readonly enterprises: readonly EnterpriseRow[];
  readonly onDone: () => void;
}

function Form({ verb, enterprises, onDone }: FormProps) {
  // Made once: sent again after a failure, what was done already is not done twice.
  const [ticked] = useState(() => ({ commandId: newId(), ids: enterprises.map(({ id }) => id) }));
  const [target, setTarget] = useState<string>();
  const [reason, setReason] = useState('');
  const [results, setResults] = useState<readonly TickedEnterprise[] | null>(null);
  const transfer = useCommand(transferTicked);
  const supervise = useCommand(superviseTicked);
  const places = usePlaceNames();
  const { isRunning, problem } = verb === 'transfer' ? transfer : supervise;
  const { button, lead } = WORDS[verb];
  const send = (to: string) => {
    const effectiveOn = localDate(new Date());
    if (verb === 'transfer') return transfer.run({ body: { ...ticked, division: to, reason, effectiveOn } });
    return supervise.run({ body: { ...ticked, bodyId: to, role: verb, basis: reason, effectiveOn } });
  };
  if (results) {
    const shown = results.map(({ name, ...row }) => ({ ...row, title: name ?? '不在管辖范围内的企业' }));
    return <TickedResults results={shown} verb={button} unit="家" onDone={onDone} />;
  }
  return (
    <div className="zb-ticked">
      <p>{lead}</p>
      <Target verb={verb} value={target} onChange={setTarget} />
      <Input.TextArea
        aria-label="原因和依据"
        placeholder="原因和依据，记入每家的变更历史"
        maxLength={200}
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <ol className="zb-ticked-list">
        {enterprises.map(({ id, name, division, supervisingBodyId }) => (
          <li key={id}>
            <b>{name}</b>
            <small>
              {places.division(division)}　主管部门：{places.body(supervisingBodyId) ?? '监管盲区'}
            </small>
          </li>
        ))}
      </ol>
      <TickedFooter
        send={() => send(target ?? '')}
        onSent={({ rows }) => setResults(rows)}
        problem={problem}
        isRunning={isRunning}
        disabled={target === undefined || reason.trim() === '' || enterprises.length === 0}
        onDone={onDone}
      >
        {button} {enterprises.length} 家
      </TickedFooter>
    </div>
  );
}

interface TargetProps {
  readonly verb: TickedVerb;
  readonly value: string | undefined;
  readonly onChange: (to: string) => void;
}

function Target({ verb, value, onChange }: TargetProps) {
  const divisions = useDivisionChoices();
  const bodies = useBodies();
  if (verb === 'transfer') {
    const treeData = divisions.map(({ value: code, label, children }) => ({
      value: code,
      title: label,
      children: (children ?? []).map((child) => ({ value: child.value, title: child.label })),
    }));
    return (
      <TreeSelect
        aria-label="迁往"
        placeholder="迁往哪个乡镇、村"
        showSearch={{ treeNodeFilterProp: 'title' }}
        treeData={treeData}
        {...(value === undefined ? {} : { value })}
        onChange={onChange}
      />
    );
  }
  const departments = bodies.filter(({ kind }) => kind === 'department');
  return (
    <Select
      aria-label="部门"
      placeholder="选择部门"
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      options={departments.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}
