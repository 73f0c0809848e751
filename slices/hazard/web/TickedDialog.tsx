import { newId } from '@zhiben/platform/domain/ids.ts';
import { MOST_TICKED } from '@zhiben/platform/domain/ticked.ts';
import { TickedFooter } from '@zhiben/platform/web/kit/list/TickedFooter.tsx';
import { TickedResults } from '@zhiben/platform/web/kit/list/TickedResults.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useBodies } from '@zhiben/slices/division/web';
import { Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { type HazardRow, listHazards } from '../domain/hazard.contract.ts';
import { assignTicked, mergeTicked, remindTicked, type TickedResult } from '../domain/hazard-ticked.contract.ts';

export type TickedVerb = 'assign' | 'remind' | 'merge';
interface TickedDialogProps {
  readonly verb: TickedVerb;
  readonly ids: readonly string[];
  readonly onDone: () => void;
}

const WORDS: Record<TickedVerb, { readonly title: string; readonly button: string; readonly lead: string }> = {
  assign: {
    title: '批量交办',
    button: '交办',
    lead: '交给另一部门承办，该部门随即收到通知。逐条核对：不能交办的保持原样并说明原因。交办后可再次交办改回。',
  },
  remind: {
    title: '批量催办',
    button: '催办',
    lead: '通知当前应办理的一方：待落实、整改中的通知企业，待认定、待验收、待销号的通知承办部门。同一隐患一天只催办一次。',
  },
  merge: {
    title: '并入一条',
    button: '并入',
    lead: '同一企业重复上报的线索并入所选的一条：记录都保留，只办理一条；并入后可在档案中逐条撤回。',
  },
};

/** One thing done to all that was ticked: what it is, to which, and then what came of each. */
export function TickedDialog({ verb, ids, onDone }: TickedDialogProps) {
  const { data, error, refetch } = useCall(listHazards, {
    query: { group: 'all', ids: ids.slice(0, MOST_TICKED), limit: MOST_TICKED },
  });
  return (
    <Modal open title={WORDS[verb].title} width={760} footer={null} onCancel={onDone} destroyOnHidden>
      {ids.length > MOST_TICKED && (
        <p>
          已选 {ids.length} 条，一次至多 {MOST_TICKED} 条，以下是其中前 {MOST_TICKED} 条。
        </p>
      )}
      {error ? (
        <Failure problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Form verb={verb} hazards={data.rows} onDone={onDone} />
      ) : (
        <Loading label="正在加载所选隐患" />
      )}
    </Modal>
  );
}

function Form({ verb, hazards, onDone }: { verb: TickedVerb; hazards: readonly HazardRow[]; onDone: () => void }) {
  // Made once: sent again after a failure, what was done already is not done twice.
  const [ticked] = useState(() => ({ commandId: newId(), ids: hazards.map(({ id }) => id) }));
  const [bodyId, setBodyId] = useState<string>();
  const [keptId, setKeptId] = useState(hazards.at(-1)?.id);
  const [words, setWords] = useState('');
  const [results, setResults] = useState<readonly TickedResult[] | null>(null);
  const assign = useCommand(assignTicked);
  const remind = useCommand(remindTicked);
  const merge = useCommand(mergeTicked);
  const departments = useBodies().filter(({ kind }) => kind === 'department');
  const { isRunning, problem } = { assign, remind, merge }[verb];
  const send = async () => {
    if (verb === 'assign' && bodyId) return assign.run({ body: { ...ticked, bodyId, reason: words } });
    if (verb === 'merge' && keptId) return merge.run({ body: { ...ticked, keptId, reason: words } });
    return remind.run({ body: { ...ticked, words } });
  };
  const isReady = verb === 'remind' || (words.trim() !== '' && (verb === 'assign' ? bodyId : keptId) !== undefined);
  const { lead, button } = WORDS[verb];
  if (results) {
    const descriptions = new Map(hazards.map(({ id, description }) => [id, description]));
    const shown = results.map(({ number, ...row }) => ({
      ...row,
      title: number ?? '不在管辖范围内的隐患',
      detail: descriptions.get(row.id),
    }));
    return <TickedResults results={shown} verb={button} unit="条" onDone={onDone} />;
  }
  return (
    <div className="zb-ticked">
      <p>{lead}</p>
      {verb === 'assign' && (
        <Select
          aria-label="承办部门"
          placeholder="选择承办部门"
          showSearch
          optionFilterProp="label"
          value={bodyId}
          options={departments.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setBodyId}
        />
      )}
      <Input.TextArea
        aria-label={verb === 'remind' ? '附言' : '理由'}
        placeholder={verb === 'remind' ? '附言（选填）' : `${button}的理由`}
        maxLength={verb === 'remind' ? 200 : 300}
        rows={2}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <ol className="zb-ticked-list">
        {hazards.map(({ id, number, description, enterpriseName }) => (
          <li key={id}>
            {verb === 'merge' && (
              <Radio name="kept" checked={id === keptId} onChange={() => setKeptId(id)}>
                保留这条
              </Radio>
            )}
            <b>{number}</b> {description}
            <small>{enterpriseName}</small>
          </li>
        ))}
      </ol>
      <TickedFooter
        send={send}
        onSent={({ rows }) => setResults(rows)}
        problem={problem}
        isRunning={isRunning}
        disabled={!isReady || hazards.length < (verb === 'merge' ? 2 : 1)}
        onDone={onDone}
      >
        {verb === 'merge' ? `并入其余 ${hazards.length - 1} 条` : `${button} ${hazards.length} 条`}
      </TickedFooter>
    </div>
  );
}
