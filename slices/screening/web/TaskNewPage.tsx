import { useNavigate } from '@tanstack/react-router';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { Alert, Button, Steps } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import type { LibraryChecklist } from '../domain/checklist.contract.ts';
import { listTaskProposals, type TaskProposal } from '../domain/task.contract.ts';
import { ProposalList } from './ProposalList.tsx';
import { SlotPreview } from './SlotPreview.tsx';
import { sayCycle } from './screening-words.ts';
import { TaskFields } from './TaskFields.tsx';
import { blankDraft, draftFaults, draftOf, type TaskDraft } from './task-draft.ts';
import { useChecklistLibrary } from './use-checklist-library.ts';
import { useOwnId } from './use-own-id.ts';
import { useSaveTask } from './use-save-task.ts';
import './screening.css';
import './task-wizard.css';

/** Which duties apply to an enterprise of this class, and the tasks that carry them out. */
export default function TaskNewPage() {
  usePageTitle('建立排查任务');
  const own = useOwnId();
  const enabled = Boolean(own);
  const file = useCall(getEnterprise, { params: { id: own ?? '' } }, { enabled });
  const proposals = useCall(listTaskProposals, { query: {} }, { enabled });
  const library = useChecklistLibrary(enabled);
  if (own === '') return <Empty title="您的账号不属于任何企业">排查任务由企业自己制定。</Empty>;
  const problem = file.error ?? proposals.error ?? library.error;
  if (problem) return <Failure problem={problem} onRetry={() => void proposals.refetch()} />;
  if (!file.data || !proposals.data || !library.data) return <Loading label="正在查本企业适用的义务" />;
  return <Wizard industry={file.data.industry} proposals={proposals.data.rows} library={library.data.rows} />;
}

interface WizardProps {
  readonly industry: string;
  readonly proposals: readonly TaskProposal[];
  readonly library: readonly LibraryChecklist[];
}

const STEPS = [{ title: '选义务' }, { title: '定任务' }, { title: '看日历' }];

function Wizard({ industry, proposals, library }: WizardProps) {
  const [step, setStep] = useState(0);
  const [drafts, setDrafts] = useState<readonly TaskDraft[]>([]);
  const [isChecked, setChecked] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  const taken = new Set(drafts.map(({ dutyCode }) => dutyCode));
  const toggle = (proposal: TaskProposal, takes: boolean) =>
    setDrafts(
      takes
        ? [...drafts, draftOf(proposal, library, industry)]
        : drafts.filter(({ dutyCode }) => dutyCode !== proposal.dutyCode),
    );
  const change = (id: string, part: Partial<TaskDraft>) =>
    setDrafts(drafts.map((draft) => (draft.id === id ? { ...draft, ...part } : draft)));
  const go = (next: number) => {
    setStep(next);
    // The next step begins at its top, for the eye and for who listens.
    head.current?.focus();
  };
  const review = () => {
    setChecked(true);
    if (drafts.every((draft) => draftFaults(draft).size === 0)) go(2);
  };
  return (
    <div className="zb-scr-page">
      <h1 ref={head} tabIndex={-1}>
        建立排查任务
      </h1>
      <Steps current={step} items={STEPS} size="small" responsive={false} className="zb-scr-steps" />
      {step === 0 && (
        <>
          <p className="zb-scr-lead">
            按本企业的行业和类别，下面这些排查是应当做的；勾选后逐项改成本单位的班次和人员。
          </p>
          <ProposalList proposals={proposals} taken={taken} onToggle={toggle} />
          <End>
            <Button type="primary" disabled={drafts.length === 0} onClick={() => go(1)}>
              {drafts.length > 0 ? `下一步：定 ${drafts.length} 项任务` : '下一步'}
            </Button>
            <Button
              onClick={() => {
                setDrafts([...drafts, blankDraft()]);
                go(1);
              }}
            >
              另外自定一项
            </Button>
          </End>
        </>
      )}
      {step === 1 && (
        <>
          {drafts.map((draft, n) => (
            <section key={draft.id} className="zb-scr-draft" aria-label={`第 ${n + 1} 项任务`}>
              <header>
                <h2>{draft.name || '自定任务'}</h2>
                <small>{sayCycle(draft)}</small>
                <Button type="text" onClick={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}>
                  不建这项
                </Button>
              </header>
              <TaskFields
                draft={draft}
                industry={industry}
                faults={isChecked ? draftFaults(draft) : NO_FAULTS}
                onChange={(part) => change(draft.id, part)}
              />
            </section>
          ))}
          <Button onClick={() => setDrafts([...drafts, blankDraft()])}>再加一项</Button>
          {isChecked && drafts.some((draft) => draftFaults(draft).size > 0) && (
            <Alert type="error" role="alert" title="有任务没有填完整，请看标红的说明。" />
          )}
          <End>
            <Button onClick={() => go(0)}>上一步</Button>
            <Button type="primary" disabled={drafts.length === 0} onClick={review}>
              下一步：看应查日历
            </Button>
          </End>
        </>
      )}
      {step === 2 && <Review drafts={drafts} onBack={() => go(1)} />}
    </div>
  );
}

const NO_FAULTS: ReadonlyMap<string, string> = new Map();

function Review({ drafts, onBack }: { drafts: readonly TaskDraft[]; onBack: () => void }) {
  const save = useSaveTask();
  const navigate = useNavigate();
  const notice = useNotice();
  const [done, setDone] = useState(0);
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const create = async () => {
    setSending(true);
    setProblem('');
    try {
      // What was created before a failure is known by its id and not created again.
      for (const [n, draft] of drafts.entries()) {
        await save.create(draft);
        setDone(n + 1);
      }
      notice(`已建立 ${drafts.length} 项排查任务`);
      void navigate({ to: '/screening-tasks' as never });
    } catch (error) {
      setProblem((error as Error).message);
      setSending(false);
    }
  };
  return (
    <>
      <SlotPreview schedules={drafts.map((draft) => ({ name: draft.name, schedule: draft }))} />
      {problem && (
        <Alert
          type="error"
          role="alert"
          title={`“${drafts[done]?.name}”没有建立：${problem}`}
          description={done > 0 ? `前 ${done} 项已经建立，再次点击只建立其余的。` : undefined}
        />
      )}
      <End>
        <Button onClick={onBack} disabled={isSending}>
          上一步
        </Button>
        <Button type="primary" loading={isSending} onClick={() => void create()}>
          {isSending ? `正在建立（${done}/${drafts.length}）` : `建立 ${drafts.length} 项任务`}
        </Button>
      </End>
    </>
  );
}

function End({ children }: { children: ReactNode }) {
  return <div className="zb-scr-end">{children}</div>;
}
