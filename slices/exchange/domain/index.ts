export * from './batches.contract.ts';
export * from './companies.contract.ts';
export { OUTCOME_NAMES } from './exchange.terms.ts';
export * from './keys.contract.ts';
export { OFFICIAL_TYPES, type OfficialType, typeNamed } from './official/index.ts';
export * from './records.contract.ts';
export * from './sending.contract.ts';
