import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { registerHazard } from '@zhiben/slices/hazard/server';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { creditCodeCheck } from '../domain/credit-code.rules.ts';
import type { Enterprise, EnterpriseChange } from '../domain/enterprise.contract.ts';
import { presentFile } from './enterprise.present.ts';
import { findEnterprise, lockFile } from './enterprise.queries.ts';
import { delistLapsed } from './papers.actions.ts';

const database = testDatabase();
let county: TestCounty;
beforeEach(async () => {
  county = await testCounty(database.app);
});

const code = (serial: number) => {
  const first17 = `91${county.code}${String(serial).padStart(9, '0')}`;
  return first17 + creditCodeCheck(first17);
};
const file = async (person: Person, id: string) =>
  (await county.as(person).get(`/api/enterprises/${id}`)).json<Enterprise>();
const send = (person: Person, url: string, body: object) =>
  county.as(person).post(`/api/enterprises${url}`, { commandId: newId(), ...body });
const edit = async (person: Person, id: string, changes: object, basis = '营业执照') => {
  const { version } = await file(person, id);
  return send(person, `/${id}/edit`, { version, changes, basis, effectiveOn: '2024-03-01' });
};
const history = async (person: Person, id: string) =>
  (await county.as(person).get(`/api/enterprises/${id}/changes`)).json<{ rows: EnterpriseChange[] }>().rows;
const fresh = (more: object = {}) => ({
  id: newId(),
  name: '示例粮油店',
  kind: 'smallSite',
  division: county.townships.east,
  industry: 'commerce',
  ...more,
});
const finding = (enterpriseId: string) => ({
  id: newId(),
  enterpriseId,
  channel: 'lowerLevelReport' as const,
  description: '安全出口上锁',
  place: '车间',
  discoveredOn: '2024-03-19',
  longitude: null,
  latitude: null,
  criterionCode: null,
  files: [],
});

describe('entering and editing', () => {
  test('a place without credit code gets a local number; sent again it is the same file', async () => {
    const body = fresh();
    const first = await county.as('east').post('/api/enterprises', body);
    expect(first.json()).toMatchObject({ localNumber: `小-${county.code}-2024-000001`, creditCode: null, version: 1 });
    expect((await county.as('east').post('/api/enterprises', body)).json()).toEqual(first.json());
    const twice = fresh({ name: '同时两次', kind: 'registered', creditCode: code(77) });
    const answers = await Promise.all([1, 2].map(() => county.as('east').post('/api/enterprises', twice)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  });

  test.each([
    ['a wrong check character', { kind: 'registered', creditCode: '91350100M000100Y44' }, 422],
    ['a registered one without code', { kind: 'registered' }, 422],
    ['outside the scope', { division: 'west' }, 422],
    ['an unknown division', { division: '999' }, 422],
  ])('refuses %s', async (_, more, status) => {
    const west = 'division' in more && more.division === 'west' ? { division: county.townships.west } : more;
    expect((await county.as('east').post('/api/enterprises', fresh(west))).statusCode).toBe(status);
  });

  test('a code that another file carries is refused by name, outside the scope without it', async () => {
    const { creditCode } = await file('clerk', county.enterprises.site);
    const body = (division: string) => fresh({ kind: 'registered', creditCode, division });
    const seen = await county.as('clerk').post('/api/enterprises', body(county.townships.west));
    expect([seen.statusCode, seen.json().detail]).toEqual([409, expect.stringContaining('示例建筑有限公司')]);
    const hidden = await county.as('east').post('/api/enterprises', body(county.townships.east));
    expect(hidden.json().detail).not.toContain('示例建筑');
  });

  test('each change keeps who, when, from what, to what and on what ground; nothing else changes', async () => {
    const { chem } = county.enterprises;
    const before = await file('clerk', chem);
    expect((await edit('clerk', chem, { employees: 55, address: '测试路 2 号' }, '现场核实')).statusCode).toBe(200);
    const after = await file('clerk', chem);
    expect(after).toMatchObject({
      employees: 55,
      principalName: before.principalName,
      safetyManagerName: '',
      version: 2,
    });
    expect(await history('clerk', chem)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          label: '从业人员',
          before: '30',
          after: '55',
          basis: '现场核实',
          byName: '测试clerk',
          source: 'staff',
          effectiveOn: '2024-03-01',
        }),
      ]),
    );
    // Where each field comes from stands with the file; the history can be asked for one field alone.
    expect(after).toMatchObject({ enteredSource: 'import', origins: [{ field: 'address' }, { field: 'employees' }] });
    expect((await edit('clerk', chem, { employees: 56 }, '参保人数')).json<Enterprise>().origins).toContainEqual(
      expect.objectContaining({ field: 'employees', basis: '参保人数', source: 'staff', byName: '测试clerk' }),
    );
    const url = `/api/enterprises/${chem}/changes?field=employees`;
    const own = (await county.as('clerk').get(url)).json<{ rows: EnterpriseChange[] }>().rows;
    expect(own.map((change) => change.after)).toEqual(['56', '55']);
    expect((await edit('clerk', chem, { employees: 56 })).json().code).toBe('enterprise/nothing-changed');
    const stale = await send('clerk', `/${chem}/edit`, {
      version: 1,
      changes: { employees: 1 },
      effectiveOn: '2024-03-01',
    });
    expect(stale.statusCode).toBe(409);
  });

  test('the enterprise writes what is its own at once; the rest waits for a regulator', async () => {
    const { chem } = county.enterprises;
    const answer = (
      await edit('safety', chem, { employees: 40, principalName: '新负责人' }, '任命文件')
    ).json<Enterprise>();
    expect(answer).toMatchObject({
      employees: 40,
      principalName: '测试负责人',
      proposal: { changes: { principalName: '新负责人' } },
    });
    expect((await edit('safety', chem, { name: '新名称' })).json().code).toBe('enterprise/proposal-pending');
    expect((await edit('safety', chem, { highRisk: false })).json().code).toBe('enterprise/not-for-enterprise');

    const toldLast = async (person: Person) =>
      (await county.as(person).get('/api/notifications')).json<{ rows: object[] }>().rows[0];
    const asked = {
      kind: 'enterprise:proposal',
      title: '“示例化工有限公司”申报变更档案，请确认',
      detail: '主要负责人',
    };
    expect(await toldLast('officer')).toMatchObject(asked);

    const { proposal } = await file('officer', chem);
    const decide = (person: Person) => send(person, `/${chem}/proposals/${proposal?.id}/decide`, { confirm: true });
    expect((await decide('safety')).statusCode).toBe(403);
    expect((await decide('builder')).statusCode).toBe(403);
    expect((await decide('officer')).json()).toMatchObject({ principalName: '新负责人', proposal: null });
    expect((await decide('officer')).json().code).toBe('enterprise/proposal-decided');
    expect(await toldLast('safety')).toMatchObject({ title: '申报的档案变更已确认', link: `/enterprises/${chem}` });
    const [line] = await history('officer', chem);
    expect(line).toMatchObject({
      label: '主要负责人',
      source: 'enterprise',
      basis: '测试safety申报：任命文件',
      byName: '测试officer',
    });
  });

  test('personal numbers are masked for those who have no need of them, in the history too', async () => {
    const { chem } = county.enterprises;
    await edit('clerk', chem, { safetyManagerPhone: '13911112222' });
    expect((await file('inspector', chem)).safetyManagerPhone).toBe('13911112222');
    expect((await file('viewer', chem)).safetyManagerPhone).toBe('139****2222');
    expect(JSON.stringify(await history('viewer', chem))).not.toContain('13911112222');
  });

  test('nobody edits outside their scope', async () => {
    const { version } = await file('clerk', county.enterprises.site);
    const body = { version, changes: { employees: 1 }, effectiveOn: '2024-03-01' };
    for (const person of ['east', 'officer', 'principal'] as const) {
      expect((await send(person, `/${county.enterprises.site}/edit`, body)).statusCode).toBe(404);
    }
    // Nor out of it: the department would no longer see what it wrote.
    expect((await edit('officer', county.enterprises.chem, { industry: 'construction' })).json().code).toBe(
      'enterprise/outside-scope',
    );
  });
});

describe('transfer', () => {
  test('the file and what is found later lie with the new township; hazards under way stay where they were', async () => {
    const { shop } = county.enterprises;
    const old = await registerHazard(county.ctxOf('east'), finding(shop));
    const { version } = await file('clerk', shop);
    const body = { version, division: county.townships.west, reason: '整体搬迁', effectiveOn: '2024-03-20' };
    expect((await send('clerk', `/${shop}/transfer`, body)).json()).toEqual({ id: shop, openHazards: 1, exact: true });

    expect((await county.as('east').get(`/api/enterprises/${shop}`)).statusCode).toBe(404);
    expect((await county.as('west').get(`/api/enterprises/${shop}`)).statusCode).toBe(200);
    const later = await registerHazard(county.ctxOf('west'), finding(shop));
    const sees = async (person: Person, id: string) => (await county.as(person).get(`/api/hazards/${id}`)).statusCode;
    expect([await sees('east', old.id), await sees('west', old.id)]).toEqual([200, 404]);
    expect([await sees('east', later.id), await sees('west', later.id)]).toEqual([404, 200]);
    expect([await sees('officer', old.id), await sees('officer', later.id)]).toEqual([200, 200]);
    expect((await history('west', shop))[0]).toMatchObject({
      label: '属地',
      before: '东乡镇',
      after: '西乡镇',
      basis: '整体搬迁',
    });
    const inbox = async (person: Person) => (await county.as(person).get('/api/notifications')).json().rows;
    const told = { kind: 'enterprise:transfer', detail: '东乡镇迁往西乡镇。原因：整体搬迁' };
    expect(await inbox('west')).toMatchObject([
      { ...told, title: '“示例木器厂”迁入本辖区', link: `/enterprises/${shop}` },
    ]);
    expect(await inbox('east')).toContainEqual(
      expect.objectContaining({ ...told, title: '“示例木器厂”迁出本辖区', link: '' }),
    );
  });
});

test('ticked enterprises are moved and given departments one by one, each with its answer and its history', async () => {
  const { chem, shop, site } = county.enterprises;
  const ground = { effectiveOn: '2024-03-20' };
  const rowsOf = async (answer: ReturnType<typeof send>) =>
    (await answer).json<{ rows: { name: string | null; done: boolean; note: string }[] }>().rows;

  const supervise = { ids: [chem, shop], bodyId: county.bodies.housing, basis: '三定规定', ...ground };
  expect(await rowsOf(send('clerk', '/ticked/supervise', { ...supervise, role: 'competent' }))).toMatchObject([
    { done: true, note: '' },
    { done: true, note: '' },
  ]);
  expect(await file('clerk', shop)).toMatchObject({ supervisingBodyId: county.bodies.housing });
  const add = { ...supervise, bodyId: county.bodies.emergency, role: 'oversight', commandId: newId() };
  expect((await rowsOf(send('clerk', '/ticked/supervise', add))).map(({ done }) => done)).toEqual([true, true]);
  expect((await rowsOf(send('clerk', '/ticked/supervise', add))).map(({ done }) => done)).toEqual([true, true]);
  expect((await file('clerk', chem)).oversightBodyIds).toEqual([county.bodies.emergency]);
  expect((await history('clerk', shop))[0]).toMatchObject({ label: '监管部门', basis: '三定规定' });

  // The department sees the one and may not move it; the township moves what it sees, and sees it no more.
  const move = {
    ids: [chem, shop, site],
    division: county.townships.west,
    reason: '搬迁',
    commandId: newId(),
    ...ground,
  };
  const refused = await rowsOf(send('officer', '/ticked/transfer', move));
  expect(refused.map(({ done }) => done)).toEqual([false, false, false]);
  expect(refused[0]?.note).toContain('由安委办或所在乡镇办理');
  const moved = [{ done: true }, { done: true }, { name: null, done: false }];
  const own = { ...move, commandId: newId() };
  expect(await rowsOf(send('east', '/ticked/transfer', own))).toMatchObject(moved);
  expect(await rowsOf(send('east', '/ticked/transfer', own))).toMatchObject(moved);
  const stranger = await send('west', '/ticked/transfer', { ...move, ids: [newId()] });
  expect(stranger.statusCode).toBe(404);
  const listed = await county.as('clerk').get(`/api/enterprises?ids=${chem}&ids=${site}&sort=name`);
  expect(
    listed
      .json<{ rows: Enterprise[] }>()
      .rows.map(({ id }) => id)
      .sort(),
  ).toEqual([chem, site].sort());
});

describe('papers', () => {
  const add = (person: Person, paper: object, id = newId()) =>
    county.as(person).post(`/api/enterprises/${county.enterprises.chem}/papers`, { id, paper });
  const licence = {
    kind: 'licence',
    title: '危险化学品经营许可证',
    number: '示范-001',
    startsOn: '2021-05-01',
    endsOn: '2024-04-30',
  };

  test('the earliest last day stands in the list; grades know their up and down', async () => {
    expect((await add('safety', licence)).json()).toMatchObject({ state: 'expiring', recordedByName: '测试safety' });
    const level = (level: number, startsOn: string) => ({
      kind: 'standardisation',
      level,
      number: '公告',
      startsOn,
      endsOn: '2026-12-31',
    });
    expect((await add('safety', level(3, '2023-01-01'))).json().code).toBe('enterprise/paper-not-yours');
    expect((await add('officer', level(3, '2023-01-01'))).json().details.change).toBe('初次定级');
    expect((await add('officer', level(2, '2024-01-01'))).json().details.change).toBe('升级');
    expect(await file('clerk', county.enterprises.chem)).toMatchObject({
      licenceUntil: '2024-04-30',
      standardLevel: 2,
    });
    const { rows } = (await county.as('clerk').get('/api/enterprises?licence=expiring')).json<{
      rows: { id: string }[];
    }>();
    expect(rows.map((row) => row.id)).toEqual([county.enterprises.chem]);
  });

  test('a listing names its lawful ground, is not ended within a year, and ends by itself after three', async () => {
    const listing = {
      kind: 'listing',
      ground: 'accident4',
      number: '决定〔2024〕1 号',
      issuer: '测试县应急管理局',
      startsOn: '2024-03-01',
    };
    const { id, endsOn } = (await add('officer', listing)).json<{ id: string; endsOn: string }>();
    expect(endsOn).toBe('2027-03-01');
    expect((await add('officer', { ...listing, ground: 'whim' })).statusCode).toBe(422);
    const end = { commandId: newId(), endedOn: '2024-03-20', why: '申请提前移出' };
    const early = await county.as('officer').post(`/api/enterprises/${county.enterprises.chem}/papers/${id}/end`, end);
    expect(early.json().code).toBe('enterprise/early-delisting');

    county.clock.set('2027-03-01T02:00:00Z');
    expect(await delistLapsed(county.ctxOf('clerk'))).toBe(0);
    county.clock.set('2027-03-02T02:00:00Z');
    expect([await delistLapsed(county.ctxOf('clerk')), await delistLapsed(county.ctxOf('clerk'))]).toEqual([1, 0]);
    expect((await findEnterprise(county.ctxOf('clerk'), county.enterprises.chem))?.listedUntil).toBeNull();
  });

  test('who is listed in person is not the enterprise; a ban warns where somebody of the name is principal', async () => {
    const { chem, shop } = county.enterprises;
    const given = { number: '决定〔2024〕2 号', issuer: '测试县应急管理局', startsOn: '2024-03-01' };
    const nobody = await add('officer', { kind: 'listing', ground: 'accident5', ...given });
    expect(nobody.statusCode).toBe(422);
    const listed = await add('officer', { kind: 'listing', ground: 'accident5', person: '甲某', ...given });
    expect(listed.json()).toMatchObject({ details: { person: '甲某' }, endsOn: '2027-03-01' });
    expect((await file('clerk', chem)).listedUntil).toBeNull();

    const ban = (ground: string, person: string) => ({ kind: 'officeBan', ground, person, ...given });
    expect((await add('safety', ban('sentence', '乙某'))).json().code).toBe('enterprise/paper-not-yours');
    const principal = (await file('clerk', shop)).principalName;
    const forLife = (await add('officer', ban('accident', principal))).json<{ id: string }>();
    expect(forLife).toMatchObject({ endsOn: null, details: { person: principal } });
    // For life within the industry alone: the shop is in another, the works themselves are in it.
    expect((await file('clerk', shop)).bansOnPrincipal).toEqual([]);
    expect((await file('clerk', chem)).principalName).toBe(principal);
    expect((await file('clerk', chem)).bansOnPrincipal.map(({ id }) => id)).toEqual([forLife.id]);
    expect((await file('safety', chem)).bansOnPrincipal).toEqual([]);

    const five = (await add('officer', ban('dismissal', principal))).json<{ id: string; endsOn: string }>();
    expect(five.endsOn).toBe('2029-03-01');
    expect((await file('clerk', shop)).bansOnPrincipal.map(({ id }) => id)).toEqual([five.id]);
    county.clock.set('2029-03-02T02:00:00Z');
    const later = county.ctxOf('clerk');
    expect((await presentFile(later, shop)).bansOnPrincipal).toEqual([]);
    expect([await delistLapsed(later), await delistLapsed(later)]).toEqual([2, 0]);
    const after = (await presentFile(later, chem)).papers.find(({ id }) => id === five.id);
    expect(after).toMatchObject({ state: 'ended', endedWhy: '禁止期满，自动解除' });
  });
});

describe('merging', () => {
  test('what one lacks is taken over, the old address leads on, and undoing puts both back', async () => {
    const bare = fresh({ name: '示例木器厂', industry: 'industrial-trade', safetyManagerName: '安全员甲' });
    await county.as('clerk').post('/api/enterprises', bare);
    const { shop } = county.enterprises;
    const { rows } = (await county.as('clerk').get('/api/enterprise-duplicates')).json<{
      rows: { kept: { id: string }; gone: { id: string }; reasons: string[] }[];
    }>();
    expect(rows).toMatchObject([{ kept: { id: shop }, gone: { id: bare.id }, reasons: ['名称相同', '同一乡镇'] }]);

    const { mergeId } = (await send('clerk', `/${shop}/merge`, { goneId: bare.id, reason: '重复建档' })).json<{
      mergeId: string;
    }>();
    expect(await file('east', bare.id)).toMatchObject({
      id: shop,
      redirectedFrom: bare.id,
      safetyManagerName: '安全员甲',
    });
    const names = (await county.as('clerk').get('/api/enterprises?q=示例木器厂')).json<{ rows: object[] }>().rows;
    expect(names).toHaveLength(1);

    await county.as('clerk').post(`/api/enterprise-merges/${mergeId}/undo`, { commandId: newId() });
    expect(await file('clerk', shop)).toMatchObject({ safetyManagerName: '', redirectedFrom: null });
    expect(await file('clerk', bare.id)).toMatchObject({ id: bare.id, safetyManagerName: '安全员甲' });
  });

  test('two entities in law, hazards under way and people who sign in stand against it', async () => {
    const { shop, chem, site } = county.enterprises;
    expect((await send('clerk', `/${shop}/merge`, { goneId: site, reason: '误' })).json().code).toMatch(
      /merge-(two-codes|accounts)/,
    );
    expect((await send('clerk', `/${shop}/merge`, { goneId: chem, reason: '误' })).json().code).toBe(
      'enterprise/merge-accounts',
    );
    const bare = fresh();
    await county.as('clerk').post('/api/enterprises', bare);
    await registerHazard(county.ctxOf('east'), finding(bare.id));
    expect((await send('clerk', `/${shop}/merge`, { goneId: bare.id, reason: '误' })).json().code).toBe(
      'enterprise/merge-open-hazards',
    );
  });
});

describe('list', () => {
  test.each(['name', 'employees', 'licence', 'insured', 'grade', 'updated'])(
    'pages by %s hold every row once, both ways',
    async (sort) => {
      for (let n = 1; n <= 4; n++) {
        const more = {
          name: `示例店 ${n}`,
          kind: 'registered',
          creditCode: code(n),
          ...(n % 2 ? { employees: n } : {}),
        };
        await county.as('clerk').post('/api/enterprises', fresh(more));
      }
      const walk = async (order: string) => {
        const ids: string[] = [];
        let cursor = '';
        do {
          const page = (
            await county.as('clerk').get(`/api/enterprises?limit=2&sort=${order}${cursor && `&cursor=${cursor}`}`)
          ).json<{
            rows: { id: string }[];
            nextCursor: string | null;
          }>();
          ids.push(...page.rows.map((row) => row.id));
          cursor = page.nextCursor ?? '';
        } while (cursor);
        return ids;
      };
      const up = await walk(sort);
      expect(new Set(up).size).toBe(7);
      expect(up).toHaveLength(7);
      expect(await walk(`-${sort}`)).toEqual([...up].reverse());
    },
  );
});

test('a hazard registered while its file is being edited waits, and neither is lost', async () => {
  const id = county.enterprises.chem;
  let registered: Promise<unknown> = Promise.resolve();
  await county.ctxOf('clerk').transaction(async (tx) => {
    await lockFile(tx, id);
    registered = registerHazard(county.ctxOf('east'), finding(id));
    // Long enough for the registration to have come as far as it gets.
    await new Promise((done) => setTimeout(done, 300));
    tx.record({ id: newId(), action: 'test:edit', subject: { kind: 'enterprise', id }, data: {} });
  });
  await expect(registered).resolves.toMatchObject({ enterpriseId: id });
});
