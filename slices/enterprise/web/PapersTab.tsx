import { localDate } from '@zhiben/platform/domain/clock.ts';
import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import { PAPER_KIND_NAMES } from '../domain/enterprise.terms.ts';
import { endPaper, PAPER_KINDS, type PaperKind, type PaperRecord } from '../domain/papers.contract.ts';
import { mayEnterPaper, RENEWED_KINDS } from '../domain/papers.rules.ts';
import { PaperStateTag } from './grade-marks.tsx';
import { PaperDrawer } from './PaperDrawer.tsx';

const DETAIL_NAMES: Readonly<Record<string, string>> = {
  person: '人员',
  change: '变动',
  insured: '投保人数',
  limitPerPerson: '每人限额（万元）',
  premium: '保费（元）',
  deaths: '死亡人数',
  injured: '受伤人数',
};

export function PapersTab({ enterprise }: { enterprise: Enterprise }) {
  const [kind, setKind] = useState<PaperKind | null>(null);
  const [renewed, setRenewed] = useState<PaperRecord | null>(null);
  const [ending, setEnding] = useState<PaperRecord | null>(null);
  const { abilities, papers } = enterprise;
  const kinds = PAPER_KINDS.filter((one) => mayEnterPaper(one, !abilities.editAll));
  const add = abilities.addPaper && (
    <Dropdown
      menu={{ items: kinds.map((one) => ({ key: one, label: PAPER_KIND_NAMES[one], onClick: () => setKind(one) })) }}
    >
      <Button>登记证照、保险等</Button>
    </Dropdown>
  );
  return (
    <>
      {papers.length === 0 ? (
        <Empty title="还没有登记许可证照、标准化、保险等" actions={add}>
          登记后按到期日提醒，并计入分级。
        </Empty>
      ) : (
        PAPER_KINDS.filter((one) => papers.some((paper) => paper.kind === one)).map((one, n) => (
          <Section key={one} title={PAPER_KIND_NAMES[one]} actions={n === 0 ? add : null}>
            <ul className="zb-changes">
              {papers
                .filter((paper) => paper.kind === one)
                .map((paper) => (
                  <Paper
                    key={paper.id}
                    paper={paper}
                    onEnd={abilities.endPaper && paper.endedOn === null ? setEnding : null}
                    onRenew={abilities.addPaper && mayRenew(paper, kinds) ? setRenewed : null}
                  />
                ))}
            </ul>
          </Section>
        ))
      )}
      {kind && <PaperDrawer enterprise={enterprise} kind={kind} onDone={() => setKind(null)} />}
      {renewed && (
        <PaperDrawer enterprise={enterprise} kind={renewed.kind} renewed={renewed} onDone={() => setRenewed(null)} />
      )}
      {ending && <EndDrawer enterprise={enterprise} paper={ending} onDone={() => setEnding(null)} />}
    </>
  );
}

const mayRenew = ({ kind, endedOn, endsOn }: PaperRecord, kinds: readonly PaperKind[]) =>
  endedOn === null && endsOn !== null && RENEWED_KINDS.includes(kind) && kinds.includes(kind);

const sayTerm = ({ kind, startsOn, endsOn }: PaperRecord) =>
  endsOn ? `${startsOn} 至 ${endsOn}` : kind === 'officeBan' ? `${startsOn} 起，终身` : startsOn;

interface PaperProps {
  readonly paper: PaperRecord;
  readonly onEnd: ((paper: PaperRecord) => void) | null;
  readonly onRenew: ((paper: PaperRecord) => void) | null;
}

function Paper({ paper, onEnd, onRenew }: PaperProps) {
  const details = Object.entries(paper.details).flatMap(([key, value]) =>
    DETAIL_NAMES[key] && value !== null && !paper.title.startsWith(`${value}：`)
      ? [`${DETAIL_NAMES[key]} ${value}`]
      : [],
  );
  return (
    <li>
      <strong>
        {paper.title} {paper.kind !== 'accident' && <PaperStateTag state={paper.state} />}
      </strong>
      <span>{[paper.number, paper.issuer, sayTerm(paper), ...details].filter(Boolean).join(' · ')}</span>
      <small>
        {paper.recordedByName} 登记{paper.endedOn && ` · ${paper.endedOn} 终止：${paper.endedWhy}`}
        {onRenew && (
          <Button type="link" size="small" onClick={() => onRenew(paper)}>
            续登
          </Button>
        )}
        {onEnd && (
          <Button type="link" size="small" onClick={() => onEnd(paper)}>
            {paper.kind === 'listing' ? '提前移出' : '终止'}
          </Button>
        )}
      </small>
    </li>
  );
}

function EndDrawer({ enterprise, paper, onDone }: { enterprise: Enterprise; paper: PaperRecord; onDone: () => void }) {
  const commandId = useNewId();
  const end = useCommand(endPaper);
  const notice = useNotice();
  const today = localDate(new Date());
  return (
    <FormDrawer
      open
      title={`终止“${paper.title}”`}
      lead="终止后不再计入有效证照，记录保留。"
      schema={endPaper.body}
      extra={{ commandId }}
      initial={{ endedOn: today }}
      submitLabel="终止"
      irreversible
      onCancel={onDone}
      onSubmit={async (body) => {
        await end.run({ params: { id: enterprise.id, paperId: paper.id }, body });
        notice('已终止');
        onDone();
      }}
    >
      <FormSection title="终止">
        <Field name="endedOn" label="终止日期">
          <DateInput min={paper.startsOn} max={today} />
        </Field>
        <Field name="why" label="理由和依据">
          <Input maxLength={200} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
