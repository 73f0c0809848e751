import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { foldHazard } from '../../hazard/domain/hazard.fold.ts';
import { findHazard } from '../../hazard/server/hazard.queries.ts';
import { HazardPlay } from '../../hazard/server/test-hazard.ts';
import type { PublicNotice } from '../domain/public-notice.contract.ts';
import type { PaperRow } from '../domain/supervision.contract.ts';
import { ok, PaperPlay, pass, queue, sweep } from './test-supervision.ts';

const database = testDatabase();

async function world(): Promise<{ county: TestCounty; hazards: HazardPlay<TestCounty>; papers: PaperPlay<Person> }> {
  // People signed in later than all that happens: sessions do not end while the clock moves on.
  const county = await testCounty(database.app, '2024-06-20T02:00:00Z');
  county.clock.set('2024-03-20T02:00:00Z');
  return { county, hazards: new HazardPlay(county), papers: new PaperPlay<Person>(county) };
}

const list = async (county: TestCounty, person: Person, query = '') =>
  ok<{ rows: PaperRow[] }>(await county.as(person).get(`/api/supervision/papers?${query}`)).rows;

describe('listed supervision', () => {
  test('is not proposed where a plate hangs, however long ago it was hung', async () => {
    const { county, hazards, papers } = await world();
    const [listed, unlisted] = [await hazards.at('rectifying'), await hazards.at('rectifying')];
    await papers.issued('clerk', 'leader', 'listedSupervision', listed);
    pass(county, 88); // 40 days to rectify, and 45 overdue for the rung of listing
    await sweep(county);
    const proposed = await queue(county);
    expect(proposed.filter(({ paperKind }) => paperKind === 'listedSupervision').map((p) => p.subjectId)).toEqual([
      unlisted,
    ]);
  });

  test('hangs once, however many drafts of it are issued at the same moment', async () => {
    const { county, hazards, papers } = await world();
    const hazardId = await hazards.at('rectifying');
    const drafts: string[] = [];
    for (let n = 0; n < 3; n++) {
      const { id } = await papers.draft('clerk', 'listedSupervision', hazardId);
      await papers.do('clerk', id, 'submit');
      await papers.do('leader', id, 'approve');
      drafts.push(id);
    }
    const codes = (await Promise.all(drafts.map((id) => papers.send('clerk', id, 'issue')))).map((r) => r.statusCode);
    expect(codes.toSorted()).toEqual([200, 409, 409]);
    expect(await list(county, 'clerk', 'group=listed')).toHaveLength(1);
  });

  test('hangs once a level, is reported on, is taken down only after acceptance, and is public when a person says so', async () => {
    const { county, hazards, papers } = await world();
    const hazardId = await hazards.at('rectifying');
    const plate = await papers.issued('clerk', 'leader', 'listedSupervision', hazardId);
    expect(plate).toMatchObject({ level: 'county', number: '安委办挂〔2024〕1号' });
    const second = await papers.draft('clerk', 'listedSupervision', hazardId);
    await papers.do('clerk', second.id, 'submit');
    await papers.do('leader', second.id, 'approve');
    expect((await papers.send('clerk', second.id, 'issue')).json()).toMatchObject({
      code: 'supervision/already-listed',
    });
    // The level above hangs its own plate, under its own number, on the same clock.
    const above = { level: 'city', number: '怀安〔2024〕7号' };
    expect(await papers.issued('clerk', 'leader', 'listedSupervision', hazardId, above)).toMatchObject({
      number: above.number,
    });

    // The hazard carries it: the ledger finds it, its record and its history say so.
    const today0 = today(county.clock);
    const ledger = async (query: string) =>
      ok<{ rows: { id: string }[] }>(await county.as('officer').get(`/api/hazards?${query}`)).rows;
    expect(await ledger('listing=listed&listingLevel=city')).toMatchObject([
      { id: hazardId, listingLevel: 'city', listedOn: today0, delistedOn: null },
    ]);
    expect(await ledger('listingLevel=county')).toEqual([]);
    expect(await ledger('listing=delisted')).toEqual([]);
    expect(await ledger(`listing=listed&group=underway&listedFrom=${today0}&listedTo=${today0}`)).toHaveLength(1);
    expect(await ledger(`listedFrom=${addDays(today0, 1)}`)).toEqual([]);
    const higher = (await list(county, 'clerk', 'level=city'))[0]?.id ?? '';
    await papers.do('clerk', higher, 'withdraw', { reason: '市级来文撤销' });
    expect(await ledger('listing=listed')).toMatchObject([{ id: hazardId, listingLevel: 'county' }]);

    const { id } = plate;
    await papers.do('principal', id, 'acknowledge', { signer: '测试负责人' });
    await papers.do('safety', id, 'report-progress', { text: '设备已到货。' });
    const deadlines = (await papers.record('clerk', id)).deadlines.map((d) => [d.purpose, d.state]);
    expect(deadlines.filter(([purpose]) => purpose === '进展报告期限')).toEqual([
      ['进展报告期限', 'met'],
      ['进展报告期限', 'running'],
    ]);

    const withName = { notice: '示例化工有限公司重大事故隐患，负责人测试负责人' };
    expect((await papers.send('clerk', id, 'publish', withName)).json()).toMatchObject({
      code: 'supervision/personal-data',
    });
    const { suggestedNotice } = await papers.record('clerk', id);
    await papers.do('clerk', id, 'publish', { notice: suggestedNotice });
    // Who did not sign in reads it: the words that were put out, no others.
    const notices = async (query: string) => {
      const reply = await county.as(null).get(`/api/public/notices?county=${county.code}&${query}`);
      return ok<{ rows: PublicNotice[]; counts: object }>(reply);
    };
    const published = await notices('');
    expect(published).toMatchObject({
      rows: [{ id, kindName: '县级挂牌督办', number: plate.number, endedOn: null }],
      counts: { listed: 1, delisted: 0, others: 0 },
    });
    expect(published.rows[0]?.notice).toContain('示例化工有限公司（东乡镇）县级挂牌督办');
    expect(Object.keys(published.rows[0] ?? {}).sort()).toEqual(
      [
        ...['id', 'kindName', 'number', 'issuerName', 'notice', 'issuedOn', 'publishedOn', 'endedOn', 'isListing'],
        'delistingNumber',
      ].sort(),
    );
    expect((await notices(`q=${encodeURIComponent('示例化工')}`)).rows).toHaveLength(1);
    expect((await notices(`q=${encodeURIComponent('%')}`)).rows).toEqual([]);
    expect((await notices('group=delisted')).rows).toEqual([]);
    const single = () => county.as(null).get(`/api/public/notices/${id}`);
    expect((await single()).headers['cache-control']).toBe('public, max-age=60');
    expect((await county.as(null).get(`/api/public/notices/${second.id}`)).statusCode).toBe(404);

    expect((await papers.send('clerk', id, 'close', { conclusion: '完' })).json()).toMatchObject({
      code: 'supervision/delist-instead',
    });
    const early = await papers.record('clerk', id);
    expect(early.abilities.delist).toBe(false);
    expect(early.blocked).toEqual({ delist: expect.stringMatching(/尚未验收合格，不能摘牌/) });
    expect((await papers.record('principal', id)).blocked).toEqual({});
    const delisting = { conclusion: '验收合格' };
    expect((await papers.send('clerk', id, 'delist', delisting)).json()).toMatchObject({
      code: 'supervision/not-accepted',
    });
    await hazards.do('safety', hazardId, 'apply', { statement: '已更换', files: [await hazards.photo('safety')] });
    await hazards.do('inspector2', hazardId, 'accept', await hazards.visit('inspector2'));
    expect(await papers.record('clerk', id)).toMatchObject({ abilities: { delist: true }, blocked: {} });
    await papers.do('clerk', id, 'delist', delisting);
    const after = await papers.record('clerk', id);
    expect(after).toMatchObject({ status: 'closed', delistingNumber: '安委办挂〔2024〕2号' });
    expect(await ledger('listing=listed')).toEqual([]);
    expect(await ledger('listing=delisted')).toMatchObject([
      { id: hazardId, listingLevel: 'county', listedOn: today0, delistedOn: today(county.clock) },
    ]);
    const { timeline } = await hazards.record('officer', hazardId);
    expect(timeline.map((entry) => entry.what).filter((what) => /挂牌|摘牌/.test(what))).toEqual([
      '挂牌督办',
      '挂牌督办',
      '挂牌督办',
      '摘牌',
    ]);
    expect(foldHazard(hazardId, await hazards.history(hazardId))).toEqual(
      await findHazard(county.ctxOf('officer'), hazardId),
    );
    // What is at its end is not listed any more.
    await hazards.do('officer', hazardId, 'close', { opinion: '同意', files: [] });
    expect((await papers.send('clerk', second.id, 'issue')).json()).toMatchObject({ code: 'hazard/not-now' });
    const docx = await county.as('clerk').get(`/api/supervision/papers/${id}/docx?part=delisting`);
    expect(docx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    // The same page says at once that it was taken down: nothing is left to be made public.
    expect(after.deadlines.map((d) => [d.purpose, d.state])).toContainEqual(['摘牌公布期限', 'met']);
    expect((await notices('')).rows).toEqual([]);
    const endedOn = today(county.clock);
    expect((await notices('group=delisted')).rows).toMatchObject([
      { id, endedOn, delistingNumber: '安委办挂〔2024〕2号' },
    ]);
    pass(county, 367); // kept for a year
    expect((await notices('group=delisted')).rows).toEqual([]);
    expect((await single()).json()).toMatchObject({ code: 'supervision/notice-gone' });
    pass(county, -367);
    expect((await single()).statusCode).toBe(200);
    await papers.do('clerk', id, 'unpublish', { reason: '公示期满' });
    expect((await notices('group=delisted')).rows).toEqual([]);
    expect((await single()).statusCode).toBe(404);
  });

  test('only what was judged major is listed', async () => {
    const { hazards, papers, county } = await world();
    const id = await hazards.at('clue');
    const words = await papers.start('clerk', 'listedSupervision', 'hazard', id);
    const body = { ...words, id: newId(), kind: 'listedSupervision', subjectKind: 'hazard', subjectId: id };
    expect((await county.as('clerk').post('/api/supervision/papers', body)).json()).toMatchObject({
      code: 'supervision/only-major',
    });
  });
});
