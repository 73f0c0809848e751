import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRecord } from './check-record.ts';
import { type Contents, contentOf, exportRecord, type HomeType, isChangedHere, type OwnRecord } from './mapping.ts';
import { instantOfMoment, momentOf } from './official/common.ts';
import { OFFICIAL_RECORDS, type OfficialOf } from './official/index.ts';
import { isRecord, parseJson, plain, printRecord, type RawRecord } from './raw-record.ts';

const id = fc.uuid({ version: [4, 7] });
const instant = fc
  .integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2099, 0, 1) / 1000 })
  .map((seconds) => new Date(seconds * 1000));
const companyCode = fc.stringMatching(/^[0-9A-Z]{9}$/);
const said = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).map((text) => `甲${text.trim()}`);
const maybe = fc.oneof(fc.constant(''), said);

const contents: { readonly [T in HomeType]: fc.Arbitrary<Contents[T]> } = {
  riskUnit: fc.record({ name: said, sourceCode: maybe, department: maybe, ownerName: maybe }),
  riskEvent: fc.record({ unitId: id, name: said }),
  riskMeasure: fc.record({
    eventId: id,
    dataSource: fc.constantFrom(1 as const, 2 as const),
    class1: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    class2: fc.oneof(fc.constant(null), fc.stringMatching(/^[1-4]-[1-5]$/)),
    class3: maybe,
    content: said,
  }),
};
const ownOf = <T extends HomeType>(type: T): fc.Arbitrary<OwnRecord<T>> =>
  fc.record({
    id,
    companyCode,
    removed: fc.boolean(),
    createdAt: instant,
    updatedAt: instant,
    byName: maybe,
    content: contents[type],
  }) as fc.Arbitrary<OwnRecord<T>>;
const anyOwn = fc.oneof(
  ...(['riskUnit', 'riskEvent', 'riskMeasure'] as const).map((type) =>
    (ownOf(type) as fc.Arbitrary<OwnRecord>).map((own) => ({ type: type as HomeType, own })),
  ),
);

/** What an import makes of a record of another platform. */
function imported(type: HomeType, raw: RawRecord): OwnRecord {
  const checked = checkRecord(type, raw);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  const content = contentOf(type, OFFICIAL_RECORDS[type].parse(plain(raw)) as OfficialOf<HomeType> as never);
  if (!content) throw new Error('a code that our records cannot hold');
  const { id, companyCode, deleted } = checked.record;
  // Our own times and names are others than the sender's.
  const at = new Date('2026-11-22T02:00:00Z');
  return { id, companyCode, removed: deleted, createdAt: at, updatedAt: at, byName: '本平台', content };
}

const same = (a: RawRecord, b: RawRecord) => expect(printRecord(a)).toBe(printRecord(b));

describe('round trips', () => {
  test('export → import → export is the same', () => {
    fc.assert(
      fc.property(anyOwn, ({ type, own }) => {
        const sent = exportRecord(type, own as never, null);
        same(exportRecord(type, imported(type, sent) as never, sent), sent);
      }),
    );
  });

  const spelled = (value: string) => fc.constantFrom<unknown>(value, Number(value), ` ${value} `);
  const extra = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 8 }).map((key) => `ext_${key}`),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 4 },
  );
  const foreign = anyOwn.chain(({ type, own }) => {
    const record = exportRecord(type, own as never, null);
    return fc
      .record({
        deleted: spelled(own.removed ? '1' : '0'),
        updateDate: spelled(String(record.updateDate)),
        id: fc.constantFrom(own.id, own.id.replaceAll('-', ''), own.id.toUpperCase()),
        extra,
        leavesOut: fc.subarray(['createBy', 'updateBy', 'classify3', 'hazardDep']),
        class2: fc.constantFrom('', '1-9', '9-9', 'x'),
      })
      .map(({ extra: more, leavesOut, class2, ...fields }) => {
        const kept = Object.entries(record).filter(([field]) => !leavesOut.includes(field));
        const strange = type === 'riskMeasure' ? { classify2: class2 } : {};
        return { type, raw: { ...more, ...Object.fromEntries(kept), ...fields, ...strange } as RawRecord };
      });
  });

  test('import of a foreign record → export is the same, with fields and codes that nobody here knows', () => {
    fc.assert(
      fc.property(foreign, ({ type, raw }) => {
        const parsed = parseJson(printRecord(raw)) as RawRecord; // as it comes out of the database
        const own = imported(type, parsed);
        expect(isChangedHere(type, own as never, parsed)).toBe(false);
        same(exportRecord(type, own as never, parsed), raw);
      }),
    );
  });

  test('what is changed here goes out, and nothing else of the record changes', () => {
    fc.assert(
      fc.property(foreign, said, ({ type, raw }, words) => {
        const own = imported(type, raw);
        const field = type === 'riskMeasure' ? 'content' : 'name';
        const changed = { ...own, content: { ...own.content, [field]: `${words}改` } };
        const sent = exportRecord(type, changed as never, raw);
        const official = { riskUnit: 'riskUnitName', riskEvent: 'riskEventName', riskMeasure: 'troubleshootContent' }[
          type
        ];
        const { [official]: now, updateDate: _at, updateBy: by, ...rest } = sent;
        const { [official]: _before, updateDate: _was, updateBy: _by, ...before } = raw;
        expect([now, by]).toEqual([`${words}改`, '本平台']);
        same(rest, before);
        expect(imported(type, sent).content).toEqual(changed.content);
      }),
    );
  });
});

test('numbers keep the form in which they came', () => {
  const text = '{"a":1.0,"big":12345678901234567890,"e":1e2,"n":1,"nested":[{"x":0.10}],"s":"1.0"}';
  const value = parseJson(text);
  expect(isRecord(value) && printRecord(value)).toBe(text);
});

test('a moment is the clock on the wall in Asia/Shanghai', () => {
  expect(instantOfMoment('20240229235959')?.toISOString()).toBe('2024-02-29T15:59:59.000Z');
  expect(momentOf(new Date('2024-02-29T16:00:00Z'))).toBe('20240301000000');
  for (const wrong of ['20230229000000', '20241301000000', '20240101250000', '2024010100000', 'x']) {
    expect(instantOfMoment(wrong)).toBeNull();
  }
});
