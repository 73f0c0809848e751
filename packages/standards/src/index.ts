export * from './library.ts';
export * from './pure.ts';
