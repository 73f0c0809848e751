import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { BODY_KIND_NAMES, type Body } from '@zhiben/slices/division/domain';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type BodyAliasRecord, listBodyAliases, removeBodyAlias } from '../domain/index.ts';
import { type AliasDraft, BodyAliasDrawer } from './BodyAliasDrawer.tsx';
import { useShortNames } from './use-short-names.ts';
import './lineage.css';

/** What the words of plans mean in this county: its own, what is shipped, and what still means nobody. */
export default function BodyAliasPage() {
  usePageTitle('责任主体称谓');
  const { data, error, refetch } = useCall(listBodyAliases, {});
  const [draft, setDraft] = useState<AliasDraft | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载称谓" />;
  return (
    <div className="plan-lineage">
      <header>
        <div>
          <h1>责任主体称谓</h1>
          <p>方案里的“各乡镇”“专委会”指本县哪些单位。分派建议按这里的设定提出。</p>
        </div>
        <Button type="primary" onClick={() => setDraft({ phrase: '', bodyKinds: [], bodyIds: [], learnedFrom: null })}>
          设定称谓
        </Button>
      </header>
      {data.unknown.length > 0 && (
        <Section title="还不知道指谁" note={`${data.unknown.length} 个`}>
          <AliasTable
            heads={['称谓', '分派给过', '出现']}
            rows={data.unknown.map((word) => ({
              key: word.phrase,
              phrase: word.phrase,
              meaning: <BodyNames ids={word.bodyIds} kinds={[]} otherwise="还没有分派过" />,
              note: `${word.tasks} 项任务`,
              step: (
                <button
                  type="button"
                  className="zb-link"
                  onClick={() =>
                    setDraft({
                      phrase: word.phrase,
                      bodyKinds: [],
                      bodyIds: word.bodyIds,
                      learnedFrom: word.taskIds[0] ?? null,
                    })
                  }
                >
                  {word.bodyIds.length > 0 ? '按分派记住' : '设定'}
                </button>
              ),
            }))}
          />
        </Section>
      )}
      <Section title="本县设定" note={`${data.rows.length} 个`}>
        {data.rows.length === 0 ? (
          <p className="zb-absent">还没有设定，按系统默认提出建议。</p>
        ) : (
          <AliasTable
            heads={['称谓', '指', '来历']}
            rows={data.rows.map((alias) => ({
              key: alias.id,
              phrase: alias.phrase,
              meaning: <BodyNames ids={alias.bodyIds} kinds={alias.bodyKinds} otherwise="不指任何单位" />,
              note: <Origin alias={alias} />,
              step: <AliasSteps alias={alias} onChange={() => setDraft({ ...alias, learnedFrom: null })} />,
            }))}
          />
        )}
      </Section>
      <Section title="系统默认" note="本县设定同样的词后，以本县设定为准">
        <AliasTable
          heads={['称谓', '指', '']}
          rows={data.shipped.map(({ phrase, bodyKinds }) => ({
            key: phrase,
            phrase,
            meaning: <BodyNames ids={[]} kinds={bodyKinds} otherwise="" />,
            note: '',
            step: null,
          }))}
        />
      </Section>
      {draft && <BodyAliasDrawer draft={draft} onClose={() => setDraft(null)} />}
    </div>
  );
}

interface AliasRow {
  readonly key: string;
  readonly phrase: string;
  readonly meaning: ReactNode;
  readonly note: ReactNode;
  readonly step: ReactNode;
}

function AliasTable({ heads, rows }: { heads: readonly [string, string, string]; rows: readonly AliasRow[] }) {
  return (
    <div className="plan-lineage-scroll">
      <table className="plan-alias-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">
              <span className="zb-visually-hidden">办理</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, phrase, meaning, note, step }) => (
            <tr key={key}>
              <th scope="row">{phrase}</th>
              <td>{meaning}</td>
              <td>{note}</td>
              <td>{step}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BodyNames({
  ids,
  kinds,
  otherwise,
}: {
  ids: readonly string[];
  kinds: readonly Body['kind'][];
  otherwise: string;
}) {
  const nameOf = useShortNames();
  const names = [...kinds.map((kind) => `全部${BODY_KIND_NAMES[kind]}`), ...ids.map((id) => nameOf(id) ?? '')];
  return names.length > 0 ? names.join('、') : <span className="zb-absent">{otherwise}</span>;
}

function Origin({ alias }: { alias: BodyAliasRecord }) {
  return (
    <>
      {alias.setByName} {sayInstant(alias.setAt)}
      {alias.learnedFrom && (
        <>
          ，由分派“<Link to={`/tasks/${alias.learnedFrom.taskId}` as never}>{alias.learnedFrom.label}</Link>”学到
        </>
      )}
    </>
  );
}

function AliasSteps({ alias, onChange }: { alias: BodyAliasRecord; onChange: () => void }) {
  const confirm = useConfirm();
  const notice = useNotice();
  const remove = useCommand(removeBodyAlias);
  const { id, phrase, version } = alias;
  return (
    <span className="plan-lineage-steps">
      <button type="button" className="zb-link" onClick={onChange}>
        修改
      </button>
      <button
        type="button"
        className="zb-link"
        onClick={() =>
          confirm({
            title: `删除称谓“${phrase}”？`,
            consequence: '以后的分派建议恢复系统默认；已经分派的任务不变。',
            verb: '删除',
            irreversible: true,
            run: async () => {
              await remove.run({ params: { id }, body: { commandId: newId(), version } });
              notice('已删除');
            },
          })
        }
      >
        删除
      </button>
    </span>
  );
}
