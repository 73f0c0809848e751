import { type GradeLevel, GradeTag, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { SupervisionGrade } from '../domain/enterprise.contract.ts';
import { PAPER_STATE_NAMES } from '../domain/enterprise.terms.ts';
import type { PaperRecord } from '../domain/papers.contract.ts';

const LEVELS: Record<SupervisionGrade, GradeLevel> = { A: 'blue', B: 'yellow', C: 'orange', D: 'red' };

export function SupervisionGradeTag({ grade }: { grade: SupervisionGrade | null }) {
  return grade ? <GradeTag level={LEVELS[grade]} label={`${grade} 级`} /> : <StatusTag label="未分级" />;
}

const TONES = { inForce: 'green', expiring: 'orange', expired: 'red', ended: 'neutral' } as const;

export function PaperStateTag({ state }: { state: PaperRecord['state'] }) {
  return <StatusTag label={PAPER_STATE_NAMES[state]} tone={TONES[state]} />;
}
