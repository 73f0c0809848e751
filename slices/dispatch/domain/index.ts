export * from './dispatch.contract.ts';
export { findForm } from './forms.ts';
