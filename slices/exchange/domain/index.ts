export * from './exchange.contract.ts';
export { OUTCOME_NAMES } from './exchange.terms.ts';
export { OFFICIAL_TYPES, type OfficialType, typeNamed } from './official/index.ts';
