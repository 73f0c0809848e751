import { Link, useParams } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { Button, Select } from 'antd';
import { z } from 'zod';
import { type Checklist, type ChecklistEdition, getChecklist, removeChecklist } from '../domain/checklist.contract.ts';
import { ORIGIN_NAMES } from './ChecklistListPage.tsx';
import { ChecklistSheet } from './ChecklistSheet.tsx';
import { EditionChanges } from './EditionChanges.tsx';
import { ReasonButton } from './ReasonButton.tsx';
import { useMeasures } from './use-measures.ts';
import './screening.css';

const view = z.object({ edition: z.coerce.number().int().optional() });

/** A checklist: the edition in force as it goes to paper, and how it came to be so. */
export default function ChecklistRecordPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getChecklist, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载排查清单" />;
  return <RecordOf checklist={data} />;
}

function RecordOf({ checklist }: { checklist: Checklist }) {
  const [{ edition: asked }, setView] = useUrlState(view);
  const { editions, id } = checklist;
  const mayManage = checklist.abilities.manage === true && !checklist.removed;
  const shown = editions.find(({ edition }) => edition === asked) ?? editions[0];
  const enterprise = useCall(getEnterprise, { params: { id: checklist.enterpriseId } });
  const measures = useMeasures(checklist.enterpriseId);
  if (!shown) return null;
  const tied = shown.items.filter(({ measureId }) => measureId !== null).length;
  const before = editions.find(({ edition }) => edition === shown.edition - 1);
  return (
    <RecordPage
      title={shown.name}
      marks={
        <>
          <StatusTag
            label={`第 ${shown.edition} 版`}
            tone={shown.edition === checklist.edition ? 'green' : 'neutral'}
          />
          {shown.edition !== checklist.edition && <StatusTag label={`现行第 ${checklist.edition} 版`} tone="orange" />}
          {checklist.removed && <StatusTag label="已删除" tone="red" />}
          <span>
            {shown.items.length} 项（{tied} 项对应管控措施） · {ORIGIN_NAMES[checklist.origin]} ·{' '}
            <Link to={`/screening-tasks?enterpriseId=${checklist.enterpriseId}` as never}>
              {checklist.tasks} 项任务在用
            </Link>
          </span>
        </>
      }
      actions={
        <>
          <EditionSelect editions={editions} value={shown.edition} onChange={(edition) => void setView({ edition })} />
          <Button onClick={() => window.print()}>打印</Button>
          {mayManage && (
            <LinkButton to={`/checklists/${id}/edit`} primary>
              修改
            </LinkButton>
          )}
          {mayManage && <RemoveButton checklist={checklist} />}
        </>
      }
    >
      <ChecklistSheet
        enterpriseName={enterprise.data?.name ?? ''}
        name={shown.name}
        edition={shown.edition}
        items={shown.items}
        measures={measures}
      />
      <div className="zb-screen-only">
        <Section title="版本" note={`${editions.length} 版，每版原样保留`}>
          <EditionHistory editions={editions} shown={shown.edition} onOpen={(edition) => void setView({ edition })} />
        </Section>
        {before && (
          <Section title={`第 ${shown.edition} 版与第 ${before.edition} 版的区别`}>
            <EditionChanges before={before.items} after={shown.items} measures={measures} />
          </Section>
        )}
      </div>
    </RecordPage>
  );
}

interface EditionSelectProps {
  readonly editions: readonly ChecklistEdition[];
  readonly value: number;
  readonly onChange: (edition: number) => void;
}

function EditionSelect({ editions, value, onChange }: EditionSelectProps) {
  if (editions.length < 2) return null;
  return (
    <Select
      aria-label="查看哪一版"
      value={value}
      options={editions.map(({ edition }, n) => ({
        value: edition,
        label: n === 0 ? `第 ${edition} 版（现行）` : `第 ${edition} 版`,
      }))}
      onChange={onChange}
    />
  );
}

interface HistoryProps {
  readonly editions: readonly ChecklistEdition[];
  readonly shown: number;
  readonly onOpen: (edition: number) => void;
}

function EditionHistory({ editions, shown, onOpen }: HistoryProps) {
  return (
    <ul className="zb-scr-history">
      {editions.map(({ edition, note, at, byName, items }) => (
        <li key={edition} aria-current={edition === shown}>
          <button type="button" className="zb-link" onClick={() => onOpen(edition)}>
            第 {edition} 版
          </button>
          <span>{note || (edition === 1 ? '建立' : '未写修改说明')}</span>
          <small>
            {items.length} 项 · {byName} · {sayInstant(at)}
          </small>
        </li>
      ))}
    </ul>
  );
}

function RemoveButton({ checklist: { id, version, name } }: { checklist: Checklist }) {
  const remove = useCommand(removeChecklist);
  return (
    <ReasonButton
      label="删除"
      title={`删除清单“${name}”`}
      consequence="删除后不能再用于任务；各版本和按它做的记录仍可查看。"
      verb="删除清单"
      run={(reason, commandId) => remove.run({ params: { id }, body: { commandId, version, reason } })}
    />
  );
}
