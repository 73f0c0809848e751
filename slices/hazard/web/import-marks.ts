import type { Tone } from '@zhiben/platform/web/tokens.ts';
import {
  IMPORT_ROW_STATUS_NAMES,
  IMPORT_STATUS_NAMES,
  type ImportRowStatus,
  type ImportStatus,
} from '../domain/hazard-import.contract.ts';

type Mark = { readonly label: string; readonly tone?: Tone };

const mark = (label: string, tone?: Tone): Mark => (tone ? { label, tone } : { label });

export const IMPORT_MARKS: Readonly<Record<ImportStatus, Mark>> = {
  mapping: mark(IMPORT_STATUS_NAMES.mapping, 'orange'),
  running: mark(IMPORT_STATUS_NAMES.running, 'blue'),
  done: mark(IMPORT_STATUS_NAMES.done, 'green'),
  undoing: mark(IMPORT_STATUS_NAMES.undoing, 'blue'),
  undone: mark(IMPORT_STATUS_NAMES.undone),
};

export const IMPORT_ROW_MARKS: Readonly<Record<ImportRowStatus, Mark>> = {
  ready: mark(IMPORT_ROW_STATUS_NAMES.ready, 'green'),
  bad: mark(IMPORT_ROW_STATUS_NAMES.bad, 'red'),
  imported: mark(IMPORT_ROW_STATUS_NAMES.imported, 'green'),
  undone: mark(IMPORT_ROW_STATUS_NAMES.undone),
  kept: mark(IMPORT_ROW_STATUS_NAMES.kept, 'orange'),
};
