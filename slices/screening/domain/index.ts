export * from './checklist.contract.ts';
export * from './pack.contract.ts';
export * from './record.contract.ts';
export * from './screening.terms.ts';
export * from './suspension.contract.ts';
export * from './sync.contract.ts';
export * from './task.contract.ts';
