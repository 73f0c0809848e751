import { momentOf } from './official/common.ts';
import { OFFICIAL_RECORDS, type OfficialOf, type OfficialType } from './official/index.ts';
import { plain, type RawRecord } from './raw-record.ts';

/*
 * Our records and the official ones. Each mapping reads what we understand of an official record and writes the fields
 * that say it; what it does not understand stays with the record as it was received and goes out with it again.
 */

/** What of an official record stands in our own. */
export interface Contents {
  readonly riskUnit: {
    readonly name: string;
    readonly sourceCode: string;
    readonly department: string;
    readonly ownerName: string;
  };
  readonly riskEvent: { readonly unitId: string; readonly name: string };
  readonly riskMeasure: {
    readonly eventId: string;
    readonly dataSource: 1 | 2;
    readonly class1: 1 | 2 | 3 | 4;
    readonly class2: string | null;
    readonly class3: string;
    readonly content: string;
  };
}
/** Types that have a place in our own records; the others are kept as they come. */
export type HomeType = keyof Contents;

type Fields = Readonly<Record<string, string>>;

interface Mapping<T extends HomeType> {
  /** Null where a code is not one that our records can hold. */
  readonly read: (record: OfficialOf<T>) => Contents[T] | null;
  readonly write: (content: Contents[T]) => Fields;
}

const DATA_SOURCES: Readonly<Record<string, 1 | 2>> = { 1: 1, 2: 2 };
const CLASSES: Readonly<Record<string, 1 | 2 | 3 | 4>> = { 1: 1, 2: 2, 3: 3, 4: 4 };

const MAPPINGS: { readonly [T in HomeType]: Mapping<T> } = {
  riskUnit: {
    read: ({ riskUnitName, hazardCode, hazardDep, hazardLiablePerson }) => ({
      name: riskUnitName,
      sourceCode: hazardCode,
      department: hazardDep,
      ownerName: hazardLiablePerson,
    }),
    write: ({ name, sourceCode, department, ownerName }) => ({
      hazardCode: sourceCode,
      hazardDep: department,
      hazardLiablePerson: ownerName,
      riskUnitName: name,
    }),
  },
  riskEvent: {
    read: ({ riskUnitId, riskEventName }) => ({ unitId: riskUnitId, name: riskEventName }),
    write: ({ unitId, name }) => ({ riskUnitId: unitId, riskEventName: name }),
  },
  riskMeasure: {
    read: ({ riskEventId, dataSrc, classify1, classify2, classify3, troubleshootContent }) => {
      const dataSource = DATA_SOURCES[dataSrc];
      const class1 = CLASSES[classify1];
      if (!dataSource || !class1) return null;
      return {
        eventId: riskEventId,
        dataSource,
        class1,
        class2: /^[1-4]-[1-5]$/.test(classify2) ? classify2 : null,
        class3: classify3,
        content: troubleshootContent,
      };
    },
    write: ({ eventId, dataSource, class1, class2, class3, content }) => ({
      riskEventId: eventId,
      dataSrc: String(dataSource),
      classify1: String(class1),
      classify2: class2 ?? '',
      classify3: class3,
      troubleshootContent: content,
    }),
  },
};

export function isHomeType(type: OfficialType): type is HomeType {
  return type in MAPPINGS;
}

/** What we understand of a record that its contract took; null where our records cannot hold a code of it. */
export function contentOf<T extends HomeType>(type: T, record: OfficialOf<T>): Contents[T] | null {
  return MAPPINGS[type].read(record);
}

/** A record of ours, as the exchange sees it. */
export interface OwnRecord<T extends HomeType = HomeType> {
  readonly id: string;
  readonly companyCode: string;
  readonly removed: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly byName: string;
  readonly content: Contents[T];
}

/** Fields in which our record differs from what was received; null where what was received cannot be read. */
function changedFields<T extends HomeType>(type: T, own: OwnRecord<T>, received: RawRecord): Fields | null {
  const parsed = OFFICIAL_RECORDS[type].safeParse(plain(received));
  const record = parsed.success ? (parsed.data as OfficialOf<T>) : null;
  const content = record && contentOf(type, record);
  if (!record || !content) return null;
  const before: Fields = { companyCode: record.companyCode, ...MAPPINGS[type].write(content) };
  const now: Fields = { companyCode: own.companyCode, ...MAPPINGS[type].write(own.content) };
  const changed = Object.entries(now).filter(([field, value]) => before[field] !== value);
  if (record.deleted !== own.removed) changed.push(['deleted', own.removed ? '1' : '0']);
  return Object.fromEntries(changed);
}

/** Whether somebody here changed a record since it was received. */
export function isChangedHere<T extends HomeType>(type: T, own: OwnRecord<T>, received: RawRecord): boolean {
  const changed = changedFields(type, own, received);
  return changed === null || Object.keys(changed).length > 0;
}

/**
 * Our record as an official one. Where it came from outside, it goes out as it came in, but for the fields that were
 * changed here since: fields and codes that we do not know survive.
 */
export function exportRecord<T extends HomeType>(type: T, own: OwnRecord<T>, received: RawRecord | null): RawRecord {
  const updateDate = momentOf(own.updatedAt);
  const changed = received && changedFields(type, own, received);
  if (!received || !changed) {
    return {
      id: own.id,
      companyCode: own.companyCode,
      deleted: own.removed ? '1' : '0',
      createDate: momentOf(own.createdAt),
      updateDate,
      createBy: own.byName,
      updateBy: own.byName,
      ...MAPPINGS[type].write(own.content),
    };
  }
  if (Object.keys(changed).length === 0) return received;
  const earlier = String(received.updateDate);
  return { ...received, ...changed, updateDate: updateDate > earlier ? updateDate : earlier, updateBy: own.byName };
}
