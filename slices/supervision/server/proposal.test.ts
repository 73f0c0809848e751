import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { describe, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { HazardPlay } from '../../hazard/server/test-hazard.ts';
import type { HazardPapers } from '../domain/proposal.contract.ts';
import type { Settings } from '../domain/settings.contract.ts';
import type { PaperRow } from '../domain/supervision.contract.ts';
import { ok, PaperPlay, pass, queue, sweep } from './test-supervision.ts';

const database = testDatabase();

async function world(): Promise<{ county: TestCounty; hazards: HazardPlay<TestCounty>; papers: PaperPlay<Person> }> {
  // People signed in later than all that happens: sessions do not end while the clock moves on.
  const county = await testCounty(database.app, '2024-06-20T02:00:00Z');
  county.clock.set('2024-03-20T02:00:00Z');
  return { county, hazards: new HazardPlay(county), papers: new PaperPlay<Person>(county) };
}

describe('what the sweep proposes', () => {
  test('the rung that speaks today, once; a stronger one takes its place; what is cured lapses', async () => {
    const { county, hazards } = await world();
    const id = await hazards.at('rectifying'); // due in 40 days
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 0 });
    pass(county, 41);
    expect(await sweep(county)).toEqual({ proposed: 1, lapsed: 0 });
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 0 });
    const [prompt] = await queue(county);
    expect(prompt).toMatchObject({ paperKind: 'promptLetter', subjectId: id, ruleCode: 'overdue-prompt' });
    expect(prompt?.reason).toMatch(/^整改期限 \d{4}-\d\d-\d\d，已逾期 1 天$/);
    expect(prompt?.source).toContain('安委〔2024〕2号');

    pass(county, 7);
    expect(await sweep(county)).toEqual({ proposed: 1, lapsed: 1 });
    expect((await queue(county)).map((p) => p.paperKind)).toEqual(['supervisionOrder']);

    await hazards.do('safety', id, 'apply', { statement: '已更换', files: [await hazards.photo('safety')] });
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 1 });
    expect(await queue(county)).toEqual([]);
  });

  test('what a person drafted by themselves is proposed no longer', async () => {
    const { county, hazards, papers } = await world();
    const id = await hazards.at('rectifying');
    pass(county, 41);
    expect(await sweep(county)).toEqual({ proposed: 1, lapsed: 0 });
    await papers.draft('clerk', 'promptLetter', id);
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 1 });
    expect(await queue(county)).toEqual([]);
  });

  test('what was dismissed is not proposed again for the same ground, and its reason is kept', async () => {
    const { county, hazards } = await world();
    await hazards.at('rectifying');
    pass(county, 42);
    await sweep(county);
    const [proposal] = await queue(county);
    const url = `/api/supervision/proposals/${proposal?.id}/dismiss`;
    const command = { commandId: newId(), reason: '企业已停产，正在组织验收' };
    ok(await county.as('clerk').post(url, command));
    expect((await county.as('clerk').post(url, command)).statusCode).toBe(200); // a resend
    expect((await county.as('clerk').post(url, { commandId: newId(), reason: '再次' })).json()).toMatchObject({
      code: 'supervision/proposal-settled',
    });
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 0 });
    expect(await queue(county, 'dismissed')).toMatchObject([{ settledReason: '企业已停产，正在组织验收' }]);
  });

  test('accepting drafts the paper in the words of the record; once issued nothing is proposed', async () => {
    const { county, hazards, papers } = await world();
    const hazardId = await hazards.at('rectifying');
    pass(county, 48);
    await sweep(county);
    const [proposal] = await queue(county);
    const command = { commandId: newId(), paperId: newId() };
    const url = `/api/supervision/proposals/${proposal?.id}/accept`;
    const row = ok<PaperRow>(await county.as('clerk').post(url, command));
    expect(ok<PaperRow>(await county.as('clerk').post(url, command)).id).toBe(row.id); // a resend
    expect(row).toMatchObject({
      kind: 'supervisionOrder',
      status: 'draft',
      number: null,
      addressees: '示例化工有限公司',
    });
    const record = await papers.record('clerk', row.id);
    expect(record.body).toContain('已逾期8天');
    expect(record.body).toContain('甲醇罐区两个可燃气体探测器离线');
    expect(record.receipts.map((r) => [r.role, r.partyName])).toEqual([
      ['main', '示例化工有限公司'],
      ['copy', '测试县应急管理局'],
    ]);
    pass(county, 1);
    expect(await sweep(county)).toEqual({ proposed: 0, lapsed: 0 });
    const pressed = ok<HazardPapers>(await county.as('clerk').get(`/api/supervision/hazards/${hazardId}`));
    expect(pressed.steps.map((s) => [s.paperKind, s.state]).slice(0, 3)).toEqual([
      ['promptLetter', 'passed'],
      ['supervisionOrder', 'drafted'],
      ['circular', 'next'],
    ]);
    // The enterprise is not told what is weighed against it.
    const own = ok<HazardPapers>(await county.as('principal').get(`/api/supervision/hazards/${hazardId}`));
    expect(own).toEqual({ papers: [], steps: [], advice: [], listings: [], kinds: [] });
  });

  test('the five 一律 are off until an office takes them over with its own document', async () => {
    const { county, hazards } = await world();
    const tipped = await hazards.at('notified', { channel: 'tipOff' });
    const found = await hazards.at('notified');
    await sweep(county);
    expect(await queue(county)).toEqual([]);
    const source = '示范县安委〔2024〕3号第五条';
    const body = { commandId: newId(), enabled: true, source };
    ok<Settings>(await county.as('clerk').post('/api/supervision/settings/presets/xupu2023', body));
    await sweep(county);
    const proposals = await queue(county);
    expect(proposals.map((p) => [p.subjectId, p.paperKind]).sort()).toEqual(
      [
        [tipped, 'exposure'],
        [tipped, 'listedSupervision'],
      ].sort(),
    );
    expect(proposals.every((p) => p.source === source)).toBe(true);
    const pressed = ok<HazardPapers>(await county.as('officer').get(`/api/supervision/hazards/${found}`));
    expect(pressed.advice).toMatchObject([{ source }]);
    expect(pressed.advice[0]?.text).toContain('从重行政处罚');
  });

  test('a department sees and accepts what lies in its line, and only what it may issue', async () => {
    const { county, hazards } = await world();
    await hazards.at('rectifying');
    pass(county, 60); // 20 days over: a circular, which is the committee's
    await sweep(county);
    expect(await queue(county, 'open', 'officer')).toMatchObject([
      { paperKind: 'circular', abilities: { accept: false, dismiss: false } },
    ]);
    const [proposal] = await queue(county);
    const url = `/api/supervision/proposals/${proposal?.id}`;
    const body = { commandId: newId(), paperId: newId() };
    expect((await county.as('officer').post(`${url}/accept`, body)).statusCode).toBe(403);
    expect((await county.as('officer').post(`${url}/dismiss`, { commandId: newId(), reason: '不' })).statusCode).toBe(
      403,
    );
  });
});
