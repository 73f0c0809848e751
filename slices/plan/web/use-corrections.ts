import { useQueryClient } from '@tanstack/react-query';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { call } from '@zhiben/platform/web/api.ts';
import { asProblem, type ProblemError } from '@zhiben/platform/web/problem.ts';
import { useSession } from '@zhiben/platform/web/session.ts';
import { callKey } from '@zhiben/platform/web/use-call.ts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { readingCorrector } from '../domain/correction.rules.ts';
import {
  type CorrectedReading,
  type Correction,
  correctPlanReading,
  getPlan,
  type Operation,
  type PlanRecord,
  undoSteps,
} from '../domain/index.ts';
import {
  newerPlan,
  type PendingCorrection,
  shownCorrections,
  stillPending,
  withAnswer,
} from './pending-corrections.ts';

const isOf = ({ correction }: PendingCorrection, { id }: Correction) => correction.id === id;

export interface Corrections {
  /** The plan with all that is known of it; never older than what was shown before. */
  readonly plan: PlanRecord;
  readonly reading: CorrectedReading;
  readonly corrections: readonly Correction[];
  /** Shows a correction at once and sends it. @returns its id, or null where it would have no effect */
  readonly make: (operation: Operation) => string | null;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
  /** Corrections that the server does not have yet. */
  readonly unsaved: number;
  /** Why sending stopped: with `canRetry` the corrections wait, else the last one was refused and is gone. */
  readonly problem: ProblemError | null;
  readonly retry: () => void;
  readonly dismiss: () => void;
}

/** Corrections of a plan: laid over the reading here, sent one after another, those of other clerks taken in. */
export function useCorrections(fetched: PlanRecord): Corrections {
  const [seen, setSeen] = useState(fetched);
  const plan = newerPlan(seen, fetched);
  if (plan !== seen) setSeen(plan);
  const client = useQueryClient();
  const { userId, name } = useSession();
  const [pending, setPending] = useState<readonly PendingCorrection[]>([]);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const commandIds = useRef(new Map<string, string>());
  const [isSending, setSending] = useState(false);

  const { sections, obligations, text } = plan;
  const correct = useMemo(() => readingCorrector({ sections, obligations }, text), [sections, obligations, text]);
  const corrections = useMemo(() => shownCorrections(plan, pending), [plan, pending]);
  const reading = useMemo(() => correct(corrections), [correct, corrections]);

  // What the next send and the next correction start from, whatever was rendered in between.
  const latest = useRef({ plan, corrections });
  useEffect(() => {
    latest.current = { plan, corrections };
  });

  const send = useCallback(
    async (correction: Correction) => {
      const { id, operation } = correction;
      const commandId = commandIds.current.get(id) ?? newId();
      commandIds.current.set(id, commandId);
      const { version } = latest.current.plan;
      const params = { id: latest.current.plan.id };
      const answer = await call(correctPlanReading, { params, body: { id, commandId, version, operation } });
      const key = callKey(getPlan, { params });
      client.setQueryData<PlanRecord>(
        key,
        (before) => before && withAnswer(newerPlan(latest.current.plan, before), version, answer),
      );
    },
    [client],
  );

  const first = pending.find(({ isAnswered }) => !isAnswered)?.correction;
  const isStopped = problem?.canRetry ?? false;
  useEffect(() => {
    if (!first || isStopped || isSending) return;
    setSending(true);
    send(first)
      .then(() => setPending((all) => all.map((one) => (isOf(one, first) ? { ...one, isAnswered: true } : one))))
      .catch((error: unknown) => {
        const failure = asProblem(error);
        setProblem(failure);
        if (failure.canRetry) return;
        setPending((all) => all.filter((one) => !isOf(one, first)));
        void client.invalidateQueries({ queryKey: ['plan'] });
      })
      .finally(() => setSending(false));
  }, [first, isStopped, isSending, send, client]);

  const make = useCallback(
    (operation: Operation) => {
      const { plan: now, corrections: before } = latest.current;
      const made: Correction = {
        id: newId(),
        version: now.version + before.length + 1,
        operation,
        madeAt: new Date().toISOString(),
        madeBy: userId,
        madeByName: name,
      };
      const after = [...before, made];
      if (correct(after).outcomes.get(made.id) !== 'applied') return null;
      latest.current = { plan: now, corrections: after };
      setProblem((old) => (old?.canRetry ? old : null));
      setPending((all) => [...stillPending(now, all), { correction: made, isAnswered: false }]);
      return made.id;
    },
    [correct, userId, name],
  );

  const unsaved = pending.filter(({ isAnswered }) => !isAnswered).length;
  const isWaiting = unsaved > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isWaiting]);

  const steps = useMemo(() => undoSteps(corrections, reading.outcomes, userId), [corrections, reading, userId]);
  const stepTo = (id: string | null) => (id === null ? null : () => void make({ op: 'undo', correctionId: id }));
  const retry = useCallback(() => setProblem(null), []);
  useEffect(() => {
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [retry]);
  return {
    plan,
    reading,
    corrections,
    make,
    undo: stepTo(steps.undo),
    redo: stepTo(steps.redo),
    unsaved,
    problem,
    retry,
    dismiss: retry,
  };
}
