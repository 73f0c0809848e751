import { TableCopy } from '@zhiben/platform/server/db/copy.ts';
import { searchVectorText } from '@zhiben/platform/server/search.ts';
import type { PoolClient } from 'pg';
import type { Hazard } from '../domain/hazard.state.ts';
import { copyColumns, copyValues, searchTexts } from './hazard.tables.ts';

/** Whole states in bulk, as the demo county makes them; their events are the caller's to record. */
export function copyHazards(client: PoolClient) {
  const copy = new TableCopy(client, 'hazards', ['county', 'search', ...copyColumns]);
  const held = new Map<string, string>();
  return {
    write: (county: string, hazard: Hazard): Promise<void> => {
      const search = searchVectorText(searchTexts(hazard), held);
      return copy.write([county, search, ...copyValues(hazard)]);
    },
    end: () => copy.end(),
  };
}
