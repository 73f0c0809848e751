/** What runs anywhere, a browser included: types and functions without file access. */
export { type CriteriaLibrary, createCriteriaLibrary } from './criteria.library.ts';
export type * from './criteria.types.ts';
export * from './deadlines.types.ts';
