import type {
  Criterion,
  CriterionFilter,
  CriterionHit,
  Industry,
  LegalDate,
  Standard,
  StandardFile,
  StandardIndex,
} from './criteria.types.ts';
import { createSearchIndex, type SearchIndex } from './gram-search.ts';

export interface CriteriaLibrary {
  listIndustries(): readonly Industry[];
  /** By code, name or alias: `industrial-trade`, `工贸`, `冶金`. */
  findIndustry(given: string): Industry | undefined;
  listCriteria(filter?: CriterionFilter): Criterion[];
  getCriterion(code: string): Criterion | undefined;
  /**
   * The criteria by which a hazard of this industry is judged when discovered on `on`: the version in force that day.
   * Empty when the library holds no document for that day (see `describeCoverage`).
   */
  criteriaInForce(industry: string, on: LegalDate): Criterion[];
  /** Chinese full text by two-character overlap, best first. */
  searchCriteria(query: string, options?: CriterionFilter & { limit?: number | undefined }): CriterionHit[];
  /** Whether the library can judge that industry on that day, with the sentence to show when it cannot fully. */
  describeCoverage(industry: string, on: LegalDate): { coverage: 'full' | 'partial' | 'none'; caveats: string[] };
}

/** Half-open: on the day a document is replaced, the new one judges. */
function judgesOn(standard: Standard, on: LegalDate): boolean {
  return standard.inForceFrom <= on && (standard.inForceUntil === null || on < standard.inForceUntil);
}

function buildCaveats(file: StandardFile, entry: StandardIndex['industries'][number]['standards'][number]): string[] {
  const caveats: string[] = [];
  if (file.source.status === 'unknown') caveats.push('该标准是否现行待核，使用前应核对主管部门公布');
  if (file.source.status === 'superseded')
    caveats.push(`该标准已被替代，仅供历史记录对照：${file.source.supersededBy ?? ''}`);
  if (file.completeness.startsWith('partial')) {
    caveats.push(`条文收录不全：${file.completeness.replace(/^partial:\s*/, '')}`);
  }
  if (entry.basis === 'issued') caveats.push('文件未载明施行日期，按印发日起算');
  if (entry.basis === 'document-year') caveats.push('文件日期未载明，按文号年份起算');
  return caveats;
}

function buildStandard(file: StandardFile, entry: StandardIndex['industries'][number]['standards'][number]): Standard {
  const own = entry.codePrefix !== undefined;
  return {
    id: entry.id,
    title: entry.title ?? file.source.title,
    docNumber: entry.docNumber ?? file.source.docNumber,
    issuer: file.source.issuer,
    issuedOn: own ? entry.inForceFrom : file.source.issuedOn,
    effectiveFrom: own ? null : file.source.effectiveFrom,
    status: file.source.status,
    supersededBy: file.source.supersededBy ?? null,
    officialUrl: entry.officialUrl ?? file.source.officialUrl ?? null,
    completeness: file.completeness.startsWith('partial') ? 'partial' : 'complete',
    inForceFrom: entry.inForceFrom,
    inForceUntil: entry.inForceUntil ?? null,
    basis: entry.basis,
    caveats: buildCaveats(file, entry),
  };
}

/**
 * The library over given data; pure, so that a browser may build it from fetched JSON.
 * @param index data/standards.json
 * @param readFile answers the parsed data/criteria/<name>.json
 */
export function createCriteriaLibrary(index: StandardIndex, readFile: (name: string) => StandardFile): CriteriaLibrary {
  const industries: Industry[] = [];
  const criteria: Criterion[] = [];
  for (const { code: industry, name, aliases, standards: entries } of index.industries) {
    const standards: Standard[] = [];
    const carvedOut = entries.flatMap((entry) => entry.codePrefix ?? []);
    for (const entry of entries) {
      const file = readFile(entry.file ?? entry.id);
      const standard = buildStandard(file, entry);
      standards.push(standard);
      for (const row of file.criteria) {
        const belongs = entry.codePrefix
          ? row.code.startsWith(entry.codePrefix)
          : !carvedOut.some((prefix) => row.code.startsWith(prefix));
        if (belongs) criteria.push({ ...row, lead: row.lead ?? '', industry, standard });
      }
    }
    industries.push({ code: industry, name, aliases, standards });
  }

  const byCode = new Map(criteria.map((criterion) => [criterion.code, criterion]));
  const matches = (criterion: Criterion, { industry, on, includeSuperseded }: CriterionFilter): boolean =>
    (industry === undefined || criterion.industry === industry) &&
    (on === undefined
      ? includeSuperseded === true || criterion.standard.status !== 'superseded'
      : judgesOn(criterion.standard, on));

  let searchIndex: SearchIndex | undefined;
  const listCriteria = (filter: CriterionFilter = {}) => criteria.filter((criterion) => matches(criterion, filter));

  return {
    listIndustries: () => industries,
    findIndustry: (given) =>
      industries.find(({ code, name, aliases }) => code === given || name === given || aliases.includes(given)) ??
      industries.find(({ name }) => given !== '' && (name.startsWith(given) || given.startsWith(name))),
    listCriteria,
    getCriterion: (code) => byCode.get(code),
    criteriaInForce: (industry, on) => listCriteria({ industry, on }),
    searchCriteria(query, { limit = 20, ...filter } = {}) {
      searchIndex ??= createSearchIndex(
        criteria.map(({ text, lead, scope, keywords }) => [
          { text, weight: 1 },
          { text: keywords.join(' '), weight: 1 },
          { text: `${scope} ${lead}`, weight: 0.3 },
        ]),
      );
      const hits: CriterionHit[] = [];
      for (const { document, score } of searchIndex.rank(query)) {
        const criterion = criteria[document];
        if (criterion && matches(criterion, filter)) hits.push({ criterion, score });
        if (hits.length >= limit) break;
      }
      return hits;
    },
    describeCoverage(industry, on) {
      const judging = industries.find(({ code }) => code === industry)?.standards.filter((each) => judgesOn(each, on));
      if (!judging?.length) return { coverage: 'none', caveats: ['本库未收录该行业当日有效的判定标准'] };
      const caveats = judging.flatMap((each) => each.caveats);
      return { coverage: judging.some((each) => each.completeness === 'partial') ? 'partial' : 'full', caveats };
    },
  };
}
