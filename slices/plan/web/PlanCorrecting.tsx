import { trimSpan } from '@zhiben/gongwen/words';
import { DocumentBesideStructure } from '@zhiben/platform/web/kit/document/DocumentBesideStructure.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useKeys } from '@zhiben/platform/web/use-keys.ts';
import { useMedia } from '@zhiben/platform/web/use-media.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { useCallback, useMemo, useState } from 'react';
import { z } from 'zod';
import { isSure } from '../domain/correction.rules.ts';
import type { CorrectedDuty, CorrectedUnit, Operation, PlanRecord } from '../domain/index.ts';
import { CorrectionBar } from './CorrectionBar.tsx';
import { CorrectionHistory, LostCorrections } from './CorrectionHistory.tsx';
import { type Correcting, CorrectingContext, dutyKey, sectionKey } from './correcting.ts';
import { factsFromWords } from './facts-from-words.ts';
import { PlanStructure, unsureFirst } from './PlanStructure.tsx';
import { ReadingClosed } from './ReadingClosed.tsx';
import { RereadDrawer } from './RereadDrawer.tsx';
import { SelectionMenu } from './SelectionMenu.tsx';
import { useActorNames } from './use-actor-names.ts';
import type { Corrections } from './use-corrections.ts';
import { useLatest } from './use-latest.ts';
import { useOthersCorrections } from './use-others-corrections.ts';
import { usePlanSpans } from './use-plan-spans.ts';
import { useWordsContext } from './use-words-context.ts';

const view = z.object({ part: z.string().max(200).optional(), unsure: z.enum(['true']).optional() });

const KEYS = [
  ['N P', '拿不准的'],
  ['J K', '上下'],
  ['E', '修改'],
  ['Y', '核对无误'],
  ['Delete', '删除'],
  ['Ctrl+Z', '撤销'],
] as const;

/** Where the structure stands below the text there is no room for correcting. */
const STACKED = '(max-width: 900px)';

/** The original and what was read out of it; with the ability to correct, each part of it can be mended in place. */
export function PlanCorrecting({ plan, corrections }: { plan: PlanRecord; corrections: Corrections }) {
  const [{ part, unsure }, setView] = useUrlState(view);
  const [editing, setEditing] = useState<string | null>(null);
  const [drawer, setDrawer] = useState<'history' | 'reread' | null>(null);
  const { reading, make, undo, redo } = corrections;
  const isStacked = useMedia(STACKED);
  const canCorrect = plan.abilities.correct && !isStacked;
  const onlyUnsure = unsure === 'true';
  const unsureDuties = useMemo(() => unsureFirst(reading.obligations), [reading]);
  const notice = useNotice();
  const context = useWordsContext(plan);
  const actors = useActorNames(plan, canCorrect);
  const spans = usePlanSpans(reading);
  useOthersCorrections(plan);

  const choose = useCallback((key: string | undefined) => void setView({ part: key }), [setView]);
  const now = useLatest({ reading, part, undo });

  const tryTo = useCallback(
    (operation: Operation) => {
      const id = make(operation);
      if (id === null) notice('这里不能这样改，请换一处再试');
      return id;
    },
    [make, notice],
  );
  /** The next or previous of the items, from the chosen one on. */
  const step = useCallback(
    (keys: readonly string[], by: 1 | -1) => {
      const at = keys.indexOf(now.current.part ?? '');
      const next = at < 0 ? (by > 0 ? 0 : keys.length - 1) : at + by;
      const key = keys[(next + keys.length) % keys.length];
      if (key !== undefined) choose(key);
    },
    [choose, now],
  );
  /** The next that nobody is sure of, in the order in which they are shown. */
  const stepUnsure = useCallback(
    (by: 1 | -1) => {
      const { reading: current, part: here } = now.current;
      const all = onlyUnsure ? unsureFirst(current.obligations) : current.obligations;
      const keys = all.filter((duty) => !isSure(duty) || dutyKey(duty.id) === here).map((duty) => dutyKey(duty.id));
      step(keys, by);
    },
    [now, onlyUnsure, step],
  );

  const correcting = useMemo((): Correcting => {
    const added = (id: string | null) => {
      if (id === null) return;
      const key = dutyKey(`c:${id}`);
      choose(key);
      setEditing(key);
    };
    const removed = (id: string | null, words: string) => {
      if (id !== null) notice(words, () => void make({ op: 'undo', correctionId: id }));
    };
    return {
      context,
      actors,
      text: plan.text,
      edit: setEditing,
      confirm: (duty) => {
        stepUnsure(1);
        tryTo({ op: 'confirmDuty', duty: duty.anchor });
      },
      change: (duty, changes) => void tryTo({ op: 'changeDuty', duty: duty.anchor, changes }),
      split: (duty, at) => {
        const first = trimSpan(plan.text, { start: duty.span.start, end: Math.min(at, duty.span.end) });
        const second = trimSpan(plan.text, { start: Math.max(at, duty.span.start), end: duty.span.end });
        if (!first || !second) return void notice('请把光标放在第二项要求的开头，再拆分');
        const facts = (span: { start: number; end: number }) => factsFromWords(plan.text, span, context, duty);
        added(tryTo({ op: 'splitDuty', duty: duty.anchor, at, first: facts(first), second: facts(second) }));
      },
      merge: (duty) => {
        const own = now.current.reading.obligations.filter((other) => other.sectionId === duty.sectionId);
        const next = own[own.findIndex(({ id }) => id === duty.id) + 1];
        if (!next) return void notice('这是本条的最后一项要求，后面没有可以合并的');
        tryTo({ op: 'mergeDuties', duty: duty.anchor, next: next.anchor });
      },
      remove: (duty) => {
        stepAway(duty, now.current.reading.obligations, choose);
        removed(tryTo({ op: 'deleteDuty', duty: duty.anchor }), '已删除一项要求');
      },
      changeUnit: (unit, changes) => void tryTo({ op: 'changeUnit', unit: unit.anchor, changes }),
      mergeUnit: (unit) => {
        const next = siblingAfter(unit, now.current.reading.sections);
        if (!next) return void notice('后面没有同级的条目可以合并');
        tryTo({ op: 'mergeUnits', unit: unit.anchor, next: next.anchor });
      },
      removeUnit: (unit) => {
        const duties = now.current.reading.obligations.filter(({ sectionId }) => sectionId === unit.id).length;
        const words = duties > 0 ? `已删除条目和其中 ${duties} 项要求` : '已删除条目';
        choose(undefined);
        removed(tryTo({ op: 'deleteUnit', unit: unit.anchor }), words);
      },
    };
  }, [context, actors, plan.text, choose, make, notice, now, stepUnsure, tryTo]);

  const add = useMemo(
    () => ({
      onAddDuty: (selected: { start: number; end: number }) => {
        const span = trimSpan(plan.text, selected);
        if (!span) return;
        const id = tryTo({ op: 'addDuty', span, facts: factsFromWords(plan.text, span, context) });
        if (id === null) return;
        choose(dutyKey(`c:${id}`));
        setEditing(dutyKey(`c:${id}`));
      },
      onAddUnit: (selected: { start: number; end: number }) => {
        const span = trimSpan(plan.text, selected);
        const id = span && tryTo({ op: 'addUnit', span, facts: { kind: 'task', title: null } });
        if (!id) return;
        choose(sectionKey(`c:${id}`));
        setEditing(sectionKey(`c:${id}`));
      },
      onSplitDuty: correcting.split,
      onSplitUnit: (unit: CorrectedUnit, at: number) => {
        const id = tryTo({ op: 'splitUnit', unit: unit.anchor, at });
        if (id !== null) choose(sectionKey(`c:${id}`));
      },
    }),
    [plan.text, tryTo, context, choose, correcting],
  );

  const chosen = () => now.current.reading.obligations.find(({ id }) => dutyKey(id) === now.current.part);
  const stepDuty = (by: 1 | -1) =>
    step(
      (onlyUnsure ? unsureDuties : reading.obligations).map(({ id }) => dutyKey(id)),
      by,
    );
  useKeys({ n: () => stepUnsure(1), p: () => stepUnsure(-1), j: () => stepDuty(1), k: () => stepDuty(-1) });
  useKeys(
    {
      e: () => setEditing(part ?? null),
      y: () => {
        const duty = chosen();
        if (duty && !isSure(duty)) correcting.confirm(duty);
      },
      Delete: () => {
        const duty = chosen();
        if (duty) correcting.remove(duty);
      },
      'mod+z': (event) => (event.shiftKey ? redo?.() : undo?.()),
      'mod+y': () => redo?.(),
    },
    canCorrect,
  );

  const takeBack = canCorrect ? (correctionId: string) => void tryTo({ op: 'undo', correctionId }) : null;
  const { problem } = corrections;
  return (
    <>
      <CorrectionBar
        unsure={unsureDuties.length}
        onlyUnsure={onlyUnsure}
        onOnlyUnsure={(only) => void setView({ unsure: only ? 'true' : undefined })}
        onStep={stepUnsure}
        corrections={canCorrect ? corrections : null}
        count={corrections.corrections.length}
        onHistory={() => setDrawer('history')}
        onReread={() => setDrawer('reread')}
      />
      {problem && !problem.canRetry && (
        <div role="alert" className="plan-refused">
          {problem.message}{' '}
          <button type="button" className="zb-link" onClick={corrections.dismiss}>
            知道了
          </button>
        </div>
      )}
      <ReadingClosed plan={plan} isStacked={isStacked} />
      <DocumentBesideStructure
        label={plan.title}
        text={plan.text}
        spans={spans}
        active={part}
        onActive={(id) => {
          if (id !== part) setEditing(null);
          choose(id);
        }}
      >
        <div className="plan-structure-head">
          <span>
            条目 {reading.sections.length} 条，要求 {reading.obligations.length} 项
          </span>
          {canCorrect && (
            <span className="plan-keys">
              {KEYS.map(([keys, what]) => (
                <span key={keys}>
                  <kbd>{keys}</kbd> {what}
                </span>
              ))}
              <span>在原文中选中文字可新增、拆分</span>
            </span>
          )}
        </div>
        <LostCorrections corrections={corrections.corrections} outcomes={reading.outcomes} onUndo={takeBack} />
        {onlyUnsure && unsureDuties.length === 0 && <p className="plan-all-sure">拿不准的都已核对。</p>}
        <CorrectingContext value={canCorrect ? correcting : null}>
          <PlanStructure
            text={plan.text}
            phases={plan.phases}
            reading={reading}
            onlyUnsure={onlyUnsure}
            active={part}
            editing={editing}
            onPart={choose}
          />
        </CorrectingContext>
      </DocumentBesideStructure>
      {canCorrect && <SelectionMenu text={plan.text} reading={reading} {...add} />}
      <CorrectionHistory
        open={drawer === 'history'}
        corrections={corrections.corrections}
        outcomes={reading.outcomes}
        onUndo={takeBack}
        onClose={() => setDrawer(null)}
      />
      {canCorrect && <RereadDrawer plan={plan} open={drawer === 'reread'} onClose={() => setDrawer(null)} />}
    </>
  );
}

/** The duty behind the one that goes, else the one before it. */
function stepAway(duty: CorrectedDuty, all: readonly CorrectedDuty[], choose: (key: string | undefined) => void): void {
  const at = all.findIndex(({ id }) => id === duty.id);
  const next = all[at + 1] ?? all[at - 1];
  choose(next && dutyKey(next.id));
}

function siblingAfter(unit: CorrectedUnit, all: readonly CorrectedUnit[]): CorrectedUnit | undefined {
  const parent = unit.parentPath.join('/');
  const siblings = all.filter((other) => other.parentPath.join('/') === parent);
  return siblings[siblings.findIndex(({ id }) => id === unit.id) + 1];
}
