import { today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { computeGrade, DEFAULT_POLICY } from '../domain/grading.rules.ts';
import type { Paper } from '../domain/papers.contract.ts';
import { paperColumns, paperSummary } from '../domain/papers.rules.ts';
import { insertEnterprises, type NewEnterprise } from './enterprise.queries.ts';
import { insertPapers, type NewPaper } from './papers.queries.ts';

/** A file with its papers, as a loader gives it; grades of standardisation oldest first. */
export interface NewFile extends NewEnterprise {
  readonly papers: readonly Paper[];
  /** Whether its grade was decided when it was entered. */
  readonly graded: boolean;
}

/** Enters whole files at once: what the rows keep of papers and grades agrees with them from the start. */
export async function insertFiles(tx: TxCtx, files: readonly NewFile[], on = today(tx.clock)): Promise<void> {
  const papers: NewPaper[] = [];
  const rows = files.map((file) => {
    let level: number | null = null;
    const own: NewPaper[] = [];
    for (const paper of file.papers) {
      own.push({
        ...paperColumns(paper, { standardLevel: level, industry: file.industry }),
        id: newId(),
        enterpriseId: file.id,
      });
      if (paper.kind === 'standardisation') level = paper.level;
    }
    papers.push(...own);
    const summary = paperSummary(own.map((paper) => ({ ...paper, endedOn: null })));
    const facts = { ...file, ...summary, openMajor: 0, overdue: 0, fatalAccidents: 0, injuryAccidents: 0 };
    const { grade } = computeGrade({ ...facts, safetyManagerName: file.safetyManagerName ?? '' }, DEFAULT_POLICY, on);
    return { ...file, summary, supervisionGrade: file.graded ? grade : null, gradedOn: file.graded ? on : null };
  });
  await insertEnterprises(tx, rows);
  await insertPapers(tx, papers);
}
