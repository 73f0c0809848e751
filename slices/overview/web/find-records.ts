import { call } from '@zhiben/platform/web/api.ts';
import type { Search } from '@zhiben/platform/web/shell/use-search-hits.ts';
import { search } from '../domain/overview.contract.ts';
import { HIT_KIND_NAMES } from '../domain/overview.terms.ts';

/** The search of the shell's palette. */
export const findRecords: Search = async (text, signal) => {
  const { groups } = await call(search, { query: { q: text } }, signal);
  return groups.flatMap(({ kind, hits }) =>
    hits.map(({ title, note, path }) => ({ kind: HIT_KIND_NAMES[kind], title, note, path })),
  );
};
