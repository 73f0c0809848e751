export { creditCodeCheck, creditCodeFault } from './credit-code.rules.ts';
export * from './enterprise.contract.ts';
export { ENTERPRISE_STATUS_NAMES } from './enterprise.terms.ts';
export { HIGH_RISK_INDUSTRIES, INDUSTRIES, INDUSTRY_CODES, type Industry, industryName } from './industries.ts';
