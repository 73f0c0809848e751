export { creditCodeCheck, creditCodeFault } from './credit-code.rules.ts';
export * from './enterprise.contract.ts';
export { ENTERPRISE_STATUS_NAMES } from './enterprise.terms.ts';
export * from './enterprise-import.contract.ts';
export * from './grading.contract.ts';
export { HIGH_RISK_INDUSTRIES, INDUSTRIES, INDUSTRY_CODES, type Industry, industryName } from './industries.ts';
export * from './merge.contract.ts';
export * from './oversight.contract.ts';
export * from './papers.contract.ts';
