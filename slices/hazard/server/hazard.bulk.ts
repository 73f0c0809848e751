import { RowCopy } from '@zhiben/platform/server/db/copy-rows.ts';
import { searchVectorText } from '@zhiben/platform/server/search.ts';
import type { PoolClient } from 'pg';
import type { Hazard } from '../domain/hazard.state.ts';
import { columnsOf, searchTexts } from './hazard.tables.ts';

/** Whole states in bulk, as the demo county makes them; their events are the caller's to record. */
export function copyHazards(client: PoolClient) {
  const copy = new RowCopy(client, 'hazards');
  const held = new Map<string, string>();
  return {
    write: (county: string, hazard: Hazard): Promise<void> => {
      const search = searchVectorText(searchTexts(hazard), held);
      return copy.write({ county, ...(columnsOf(hazard) as Record<string, string | null>), search });
    },
    end: () => copy.end(),
  };
}
