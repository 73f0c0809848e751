import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { TickedFooter } from '@zhiben/platform/web/kit/list/TickedFooter.tsx';
import { TickedResults } from '@zhiben/platform/web/kit/list/TickedResults.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { type Candidate, type DraftedPlate, draftPlates, listCandidates } from '../domain/annual.contract.ts';
import { KINDS } from '../domain/supervision.terms.ts';

interface CandidatesProps {
  /** How many the year still lacks beside those being drafted; null without a quota. */
  readonly missing: number | null;
  readonly mayDraft: boolean;
}

/** Open majors without a plate, weighed by the trigger rules; a person ticks those that are to be listed. */
export function Candidates({ missing, mayDraft }: CandidatesProps) {
  const { data, error, refetch } = useCall(listCandidates, { query: { limit: 50 } });
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [drafted, setDrafted] = useState<readonly Candidate[] | null>(null);
  const chosen = data?.rows.filter(({ id }) => ticked.has(id)) ?? [];
  const tick = (id: string, isOn: boolean) => {
    const next = new Set(ticked);
    if (isOn) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  return (
    <Section
      title="建议挂牌"
      note="按触发规则措施重的、时间久的在前，最多列 50 项"
      actions={
        mayDraft &&
        data && (
          <div className="zb-super-actions">
            {missing !== null && missing > 0 && data.rows.length > 0 && (
              <Button onClick={() => setTicked(new Set(data.rows.slice(0, missing).map(({ id }) => id)))}>
                {`勾选前 ${Math.min(missing, data.rows.length)} 项`}
              </Button>
            )}
            {data.rows.length > 0 && (
              <Button type="primary" disabled={chosen.length === 0} onClick={() => setDrafted(chosen)}>
                {chosen.length === 0 ? '生成挂牌督办初稿' : `生成挂牌督办初稿 ${chosen.length} 份`}
              </Button>
            )}
          </div>
        )
      }
    >
      {error ? (
        <Failure problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading label="正在按规则比较" />
      ) : data.rows.length === 0 ? (
        <Empty title="没有建议挂牌的隐患">没有符合触发规则、又没有挂牌的重大事故隐患。</Empty>
      ) : (
        <CandidateTable rows={data.rows} ticked={mayDraft ? ticked : null} onTick={tick} />
      )}
      {drafted && (
        <DraftDialog
          candidates={drafted}
          onDone={() => {
            setDrafted(null);
            setTicked(new Set());
          }}
        />
      )}
    </Section>
  );
}

interface TableProps {
  readonly rows: readonly Candidate[];
  /** Null where nothing may be ticked. */
  readonly ticked: ReadonlySet<string> | null;
  readonly onTick: (id: string, isOn: boolean) => void;
}

function CandidateTable({ rows, ticked, onTick }: TableProps) {
  const names = usePlaceNames();
  return (
    <table className="zb-super-table zb-super-candidates">
      <thead>
        <tr>
          <th scope="col">隐患</th>
          <th scope="col">单位</th>
          <th scope="col">理由</th>
          <th scope="col">规则措施和依据</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <div className="zb-super-tick">
                {ticked && (
                  <Checkbox
                    aria-label={`勾选 ${row.number}`}
                    checked={ticked.has(row.id)}
                    onChange={({ target }) => onTick(row.id, target.checked)}
                  />
                )}
                <div>
                  <Link to={`/hazards/${row.id}` as never}>{row.number}</Link>
                  <small>{row.description}</small>
                </div>
              </div>
            </th>
            <td>
              {row.enterpriseName}
              <small>{names.division(row.division)}</small>
            </td>
            <td>{row.reason}</td>
            <td>
              {KINDS[row.paperKind].name}
              <small>{row.source}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Asks once more, then says what came of each. */
function DraftDialog({ candidates, onDone }: { candidates: readonly Candidate[]; onDone: () => void }) {
  // Made once: sent again after a failure, what was done already is not done twice.
  const [ticked] = useState(() => ({ commandId: newId(), ids: candidates.map(({ id }) => id) }));
  const draft = useCommand(draftPlates, ['hazard']);
  const [results, setResults] = useState<readonly DraftedPlate[] | null>(null);
  const descriptions = new Map(candidates.map(({ id, description }) => [id, description]));
  return (
    <Modal open title="批量生成挂牌督办初稿" width={760} footer={null} onCancel={onDone} destroyOnHidden>
      {results ? (
        <TickedResults
          results={results.map(({ id, number, done, note }) => ({
            id,
            title: number ?? '不在管辖范围内的隐患',
            detail: descriptions.get(id),
            done,
            note,
          }))}
          verb="生成初稿"
          unit="份"
          onDone={onDone}
        />
      ) : (
        <div className="zb-ticked">
          <p>逐条核对后生成县级挂牌督办通知书初稿，送审、印发前可以修改。不能生成的保持原样并说明原因。</p>
          <ol className="zb-ticked-list">
            {candidates.map(({ id, number, description, enterpriseName }) => (
              <li key={id}>
                <b>{number}</b> {description}
                <small>{enterpriseName}</small>
              </li>
            ))}
          </ol>
          <TickedFooter
            send={() => draft.run({ body: ticked })}
            onSent={({ rows }) => setResults(rows)}
            problem={draft.problem}
            isRunning={draft.isRunning}
            onDone={onDone}
          >
            生成初稿 {candidates.length} 份
          </TickedFooter>
        </div>
      )}
    </Modal>
  );
}
