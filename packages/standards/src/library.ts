import { readdirSync, readFileSync } from 'node:fs';
import { type Classification, type Classifier, createClassifier, type HazardText } from './classify/classifier.ts';
import { conditions, humanOnly } from './classify/conditions/index.ts';
import { type PhraseTable, parsePhrases } from './classify/phrases.ts';
import { parseThesaurus } from './classify/thesaurus.ts';
import { type CriteriaLibrary, createCriteriaLibrary } from './criteria.library.ts';
import type { StandardFile, StandardIndex } from './criteria.types.ts';
import type { DeadlineFile, DeadlineRule } from './deadlines.types.ts';

// The Node side: the data files beside this package, read on first use and kept. Trusted here; the tests validate them.

function readData<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../data/${path}.json`, import.meta.url), 'utf8')) as T;
}

let library: CriteriaLibrary | undefined;
let classifier: Classifier | undefined;
let deadlines: Map<string, DeadlineRule> | undefined;

/** The library over the package's own data. */
export function openCriteriaLibrary(): CriteriaLibrary {
  library ??= createCriteriaLibrary(readData<StandardIndex>('standards'), (name) =>
    readData<StandardFile>(`criteria/${name}`),
  );
  return library;
}

/** The classifier over the package's own data; built on first use, which takes some tenths of a second. */
export function openClassifier(): Classifier {
  classifier ??= createClassifier(openCriteriaLibrary(), {
    conditions,
    humanOnly,
    phrases: Object.assign({}, ...readTables('phrases')),
    ordinary: readTables('ordinary').flatMap((table) => Object.values(table).flat()),
    conceptsOf: parseThesaurus(readFileSync(new URL('../data/thesaurus.txt', import.meta.url), 'utf8')),
  });
  return classifier;
}

function readTables(name: 'phrases' | 'ordinary'): PhraseTable[] {
  const folder = new URL(`../data/${name}/`, import.meta.url);
  return readdirSync(folder).map((file) => parsePhrases(readFileSync(new URL(file, folder), 'utf8')));
}

function openDeadlines(): Map<string, DeadlineRule> {
  deadlines ??= new Map(
    readData<DeadlineFile>('deadlines').items.map((item) => [
      item.code,
      { note: null, supersededBy: null, effectiveFrom: null, ...item },
    ]),
  );
  return deadlines;
}

export const listIndustries: CriteriaLibrary['listIndustries'] = () => openCriteriaLibrary().listIndustries();
export const findIndustry: CriteriaLibrary['findIndustry'] = (given) => openCriteriaLibrary().findIndustry(given);
export const listCriteria: CriteriaLibrary['listCriteria'] = (filter) => openCriteriaLibrary().listCriteria(filter);
export const getCriterion: CriteriaLibrary['getCriterion'] = (code) => openCriteriaLibrary().getCriterion(code);
export const criteriaInForce: CriteriaLibrary['criteriaInForce'] = (industry, on) =>
  openCriteriaLibrary().criteriaInForce(industry, on);
export const searchCriteria: CriteriaLibrary['searchCriteria'] = (query, options) =>
  openCriteriaLibrary().searchCriteria(query, options);
export const describeCoverage: CriteriaLibrary['describeCoverage'] = (industry, on) =>
  openCriteriaLibrary().describeCoverage(industry, on);

/** @param code such as `L07`, `H08`, `E10` */
export function getDeadlineRule(code: string): DeadlineRule | undefined {
  return openDeadlines().get(code);
}

/** All limits, or those of one area: enforcement, hazard, reporting, emergency, training, grading, credit. */
export function listDeadlineRules({ area }: { area?: string | undefined } = {}): DeadlineRule[] {
  return [...openDeadlines().values()].filter((rule) => area === undefined || rule.area === area);
}

/** Proposes the criteria that a description may meet. Offline and deterministic; it never decides. */
export function classifyHazard(hazard: HazardText): Classification {
  return openClassifier().classifyHazard(hazard);
}

/** The same for many, each answer beside the id of its question. */
export function classifyMany<Id>(hazards: readonly (HazardText & { id: Id })[]): (Classification & { id: Id })[] {
  return hazards.map(({ id, ...hazard }) => ({ id, ...classifyHazard(hazard) }));
}
