export * from './overview.contract.ts';
export { HIT_KIND_NAMES } from './overview.terms.ts';
