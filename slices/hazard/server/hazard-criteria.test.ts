import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import { rerank, rerankSettings } from './hazard-suggestion.rerank.ts';
import { HazardPlay, ok } from './test-hazard.ts';

const database = testDatabase();
let county: TestCounty;
let play: HazardPlay<TestCounty>;
beforeEach(async () => {
  county = await testCounty(database.app, '2024-12-20T02:00:00Z');
  play = new HazardPlay(county);
});

interface Found {
  rows: { code: string; standard: string; isFavourite: boolean }[];
}
const browse = async (query: string): Promise<Found> =>
  ok(await county.as('builder').get(`/api/hazard-criteria?${query}`));

describe('the library', () => {
  test('has on each day the edition that judges', async () => {
    const editions = async (on: string) =>
      new Set((await browse(`industry=construction&on=${on}`)).rows.map((row) => row.standard));
    expect([...(await editions('2024-12-12'))]).toEqual([expect.stringContaining('2022')]);
    expect([...(await editions('2024-12-13'))]).toEqual([expect.stringContaining('2024')]);
  });

  test('puts favourites of the person first, and keeps them apart from those of others', async () => {
    const { rows } = await browse('industry=construction&on=2024-12-20');
    const last = rows.at(-1)?.code ?? '';
    ok(await county.as('builder').post(`/api/hazard-criteria/${last}/favourite`, { isFavourite: true }));
    expect((await browse('industry=construction&on=2024-12-20')).rows[0]).toMatchObject({
      code: last,
      isFavourite: true,
    });
    expect((await browse('favourites=true')).rows.map(({ code }) => code)).toEqual([last]);
    expect(ok<Found>(await county.as('officer').get('/api/hazard-criteria?favourites=true')).rows).toEqual([]);
    ok(await county.as('builder').post(`/api/hazard-criteria/${last}/favourite`, { isFavourite: false }));
    expect((await browse('favourites=true')).rows).toEqual([]);
  });

  test('finds by words, and a page counts the hazards under it', async () => {
    expect((await browse('q=可燃气体报警&industry=chemicals')).rows.map(({ code }) => code)).toContain('CH-12');
    await play.at('notified');
    const page = ok<{ hazards: { all: number; open: number } }>(
      await county.as('officer').get('/api/hazard-criteria/CH-12'),
    );
    expect(page.hazards).toEqual({ all: 1, open: 1 });
    expect((await county.as('builder').get('/api/hazard-criteria/CH-12')).json().hazards).toEqual({ all: 0, open: 0 });
    expect((await county.as('officer').get('/api/hazard-criteria/none')).statusCode).toBe(404);
  });

  test('lists open hazards that the edition in force judges otherwise', async () => {
    const { site } = county.enterprises;
    const old = (await browse('industry=construction&on=2024-12-01')).rows[0]?.code ?? '';
    const { id } = await play.register('builder', {
      enterpriseId: site,
      discoveredOn: '2024-12-01',
      criterionCode: old,
    });
    await play.register('builder', { enterpriseId: site, discoveredOn: '2024-12-14', criterionCode: null });
    const { rows, checked } = ok<{ rows: { hazard: { id: string } }[]; checked: number }>(
      await county.as('builder').get('/api/hazard-criteria/changes'),
    );
    expect(checked).toBe(1);
    expect(rows.map(({ hazard }) => hazard.id)).toEqual([id]);
  });
});

describe('a suggestion', () => {
  const TEXT = '甲醇罐区两个可燃气体探测器离线，现场无临时监测措施';
  const suggest = (hazardId: string, stage: string, text = TEXT) =>
    county
      .as('officer')
      .post('/api/hazard-suggestions', { hazardId, stage, text, industry: 'chemicals', on: '2024-12-20' });

  test('names criteria with the words that led to them, and says when none is met', async () => {
    const { id } = await play.register('inspector');
    const shown = ok<{ verdict: string; rows: { code: string; because: string[] }[] }>(await suggest(id, 'judge'));
    expect(shown.verdict).toBe('major');
    expect(shown.rows[0]).toMatchObject({
      code: 'CH-12',
      because: expect.arrayContaining([expect.stringContaining('气体')]),
    });
    expect(ok(await suggest(id, 'judge', '办公室灭火器压力表看不清'))).toMatchObject({ verdict: 'general' });
  });

  test('is kept as it was shown at judging, and compared with the decision', async () => {
    const { id } = await play.register('inspector');
    await suggest(id, 'judge');
    play.hour();
    await play.do('officer', id, 'confirm', play.confirmation());
    await suggest(id, 'judge', '办公室灭火器压力表看不清'); // too late to change what was shown
    const other = await play.register('inspector', { criterionCode: null });
    await suggest(other.id, 'judge');
    play.hour();
    await play.do('officer', other.id, 'dismiss', { reason: '探测器在检定，有临时监测' });
    const { months, differing } = ok<{ months: object[]; differing: { hazardId: string }[] }>(
      await county.as('officer').get('/api/hazard-suggestions'),
    );
    expect(months).toEqual([{ month: '2024-12', decided: 2, agreed: 1, unsure: 0, withCode: 1, first: 1, three: 1 }]);
    expect(differing.map(({ hazardId }) => hazardId)).toEqual([other.id]);
  });

  test('is not given for a hazard out of sight', async () => {
    const { id } = await play.register('inspector');
    const reply = await county
      .as('builder')
      .post('/api/hazard-suggestions', { hazardId: id, stage: 'judge', text: TEXT, on: '2024-12-20' });
    expect(reply.statusCode).toBe(404);
  });
});

describe('a model that puts candidates in order', () => {
  let server: Server | undefined;
  afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));

  /** A real endpoint on this machine; `answer` null never answers. */
  async function endpoint(answer: unknown, status = 200) {
    const asked: { authorization: string | undefined; body: { model: string; messages: { content: string }[] } }[] = [];
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (part) => (text += part));
      request.on('end', () => {
        asked.push({ authorization: request.headers.authorization, body: JSON.parse(text) });
        if (answer === null) return;
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const env = {
      ZHIBEN_RERANK_URL: `http://127.0.0.1:${port}/v1/`,
      ZHIBEN_RERANK_MODEL: 'm',
      ZHIBEN_RERANK_KEY: 'k',
      ZHIBEN_RERANK_TIMEOUT_MS: '200',
    };
    const settings = rerankSettings(env);
    if (!settings) throw new Error('the address was given');
    return { asked, settings };
  }
  const said = (content: string) => ({ choices: [{ message: { content } }] });
  const candidates = ['A', 'B', 'C'].map((code) => ({ code, article: '第一条', text: code }));

  test('is off unless an address is given', () => expect(rerankSettings({})).toBeNull());

  test('is asked with the text and the clauses; what it leaves out or makes up changes nothing', async () => {
    const { asked, settings } = await endpoint(said('好的：{"order":["C","Z","A"]}'));
    const order = await rerank(settings, '探测器离线', candidates);
    expect(order?.map(({ code }) => code)).toEqual(['C', 'A', 'B']);
    expect(asked[0]).toMatchObject({ authorization: 'Bearer k', body: { model: 'm' } });
    expect(asked[0]?.body.messages.at(-1)?.content).toContain('探测器离线');
  });

  test.each<[string, unknown, number]>([
    ['an error', { error: 'x' }, 500],
    ['words that are no JSON', said('我认为是第一条'), 200],
    ['another form', { result: [] }, 200],
    ['nothing in time', null, 200],
    ['only made-up codes', said('{"order":["Z"]}'), 200],
  ])('answering %s leaves the order as it was', async (_, answer, status) => {
    const { settings } = await endpoint(answer, status);
    expect(await rerank(settings, '探测器离线', candidates)).toBeNull();
    server?.closeAllConnections();
  });
});
