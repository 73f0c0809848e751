/** What runs anywhere, a browser included: types and functions without file access. */
export {
  type Candidate,
  type Classification,
  type Classifier,
  type ClassifierKnowledge,
  createClassifier,
  type HazardText,
  metScore,
} from './classify/classifier.ts';
export { conditions, humanOnly } from './classify/conditions/index.ts';
export { type PhraseTable, parsePhrases } from './classify/phrases.ts';
export { type CriteriaLibrary, createCriteriaLibrary } from './criteria.library.ts';
export type * from './criteria.types.ts';
export * from './deadlines.types.ts';
