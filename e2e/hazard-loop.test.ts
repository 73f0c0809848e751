import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { A_DAY_AHEAD } from './a-day-ahead.ts';
import { launchBrowser } from './browser.ts';
import { type Product, startDemo, startProduct } from './product.ts';
import { atScreen, choose, fillDate, keepingPictures, photo } from './steps.ts';

/** One major hazard through extension, listing, failed acceptance, acceptance, delisting, closure and, a day later, its look-back. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-loop-'));
let product: Product;
let browser: Browser;
let base: string;

beforeAll(async () => {
  product = await startDemo(dir);
  base = `http://localhost:${product.port}`;
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

interface Answer {
  readonly id: string;
  readonly version: number;
  readonly rectificationDueOn: string;
  readonly reopenedAs: { readonly id: string; readonly number: string };
  readonly rows: { readonly id: string; readonly addresseeName: string; readonly addressee: string }[];
  readonly session: { readonly organisation: { readonly id: string } };
}

async function ask(account: string, path: string, body?: object): Promise<Answer> {
  const headers = { cookie: await product.session(account), 'content-type': 'application/json' };
  const response = await fetch(
    base + path,
    body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
  );
  if (!response.ok) throw new Error(`${account} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Gives a command on a hazard or a paper, as it stands. */
async function give(account: string, path: string, command: string, body: object = {}): Promise<Answer> {
  const { version } = await ask(account, path);
  return ask(account, `${path}/${command}`, { commandId: newId(), expectedVersion: version, ...body });
}

const at = (account: string, phone = false) =>
  product.session(account).then((cookie) => atScreen(browser, base, cookie, phone));

const CRITERION = 'CH-12'; // 涉及可燃气体泄漏的场所未按国家标准设置检测报警装置

/** A clue that the inspector found at the works of the shown accounts, judged and with its five commitments. */
async function underRectification(): Promise<string> {
  const { session } = await ask('safety', '/api/session');
  const on = today(systemClock);
  const { id } = await ask('inspector', '/api/hazards', {
    id: newId(),
    enterpriseId: session.organisation.id,
    channel: 'departmentInspection',
    description: '甲醇罐区可燃气体探测器离线',
    place: '甲醇罐区',
    discoveredOn: on,
  });
  const hazard = `/api/hazards/${id}`;
  await give('dept1', hazard, 'confirm', { criterionCode: CRITERION, basis: '', commitmentsDueOn: addDays(on, 5) });
  const owner = { name: '测试负责人', position: '厂长' };
  const proof = { note: '材料已存档', files: [] };
  const values = {
    responsibility: '厂长负责',
    measures: '更换',
    funds: 2,
    deadline: addDays(on, 20),
    plan: '处置方案',
  };
  const commitments = Object.entries(values).map(([kind, value]) => ({ kind, value, owner, proof }));
  await give('safety', hazard, 'commit', { commitments });
  return id;
}

/** A plate of the county, whose making and answering are walked in supervision.test.ts. @returns its path */
async function list(id: string): Promise<string> {
  const subject = { kind: 'listedSupervision', subjectKind: 'hazard', subjectId: id };
  const draft = await ask('clerk', `/api/supervision/start?${new URLSearchParams(subject)}`);
  const paper = { ...draft, ...subject, id: newId() };
  await ask('clerk', '/api/supervision/papers', paper);
  const path = `/supervision/papers/${paper.id}`;
  await give('clerk', `/api${path}`, 'submit');
  await give('leader', `/api${path}`, 'approve');
  await give('clerk', `/api${path}`, 'issue');
  return path;
}

let id: string;

test(
  'extension, listing, failed acceptance, acceptance, delisting, closure by another, and the signed notice',
  () =>
    keepingPictures(
      () => browser.contexts(),
      async () => {
        id = await underRectification();
        const due = (await ask('safety', `/api/hazards/${id}`)).rectificationDueOn;

        const phone = await at('safety', true);
        await phone.goto(`${base}/m/hazards/${id}`);
        await phone.getByRole('button', { name: '申请延期' }).click();
        for (const value of [addDays(due, 20), '设备从外地发货', '罐区停用，专人值守']) await answer(phone, value);
        await phone.getByRole('button', { name: '下一步' }).click(); // no photographs
        await phone.getByRole('button', { name: '申请延期' }).click();
        await phone.getByText('待答复的延期申请').waitFor();

        const officer = await at('dept1');
        await officer.goto(`${base}/hazards/${id}`);
        await officer.getByRole('button', { name: '批准延期', exact: true }).click();
        const approval = officer.locator('.ant-drawer');
        await approval.getByLabel('核实情况和理由').fill('已核实订货合同');
        await approval.getByLabel('文书编号').fill('测试延批〔2024〕1号');
        await approval.getByRole('button', { name: '批准延期' }).click();
        await officer.getByText(`原期限 ${due}`).first().waitFor();

        const principal = await at('principal', true);
        const { rows } = await ask('principal', `/api/hazard-notices?hazardId=${id}`);
        const own = rows.find(({ addressee }) => addressee === 'principal');
        await principal.goto(`${base}/m/notices/${id}/${own?.id}`);
        await answer(principal, own?.addresseeName ?? '');
        await principal.getByRole('button', { name: '本人签收' }).click();
        await principal.getByText('告知已签收').first().waitFor();

        const plate = await list(id);
        await officer.getByText('县级挂牌督办中').waitFor(); // arrives by itself

        await apply(id);
        const inspector = await at('inspector2');
        await inspector.goto(`${base}/hazards/${id}`);
        await check(inspector, '验收不合格退回整改', '退回整改', '一台探测器仍未联网');
        await inspector.getByText('1 次', { exact: true }).waitFor();
        await apply(id);
        await inspector.reload();
        await check(inspector, '验收合格', '验收合格', '探测器在线，报警联动正常');
        await inspector.getByText('验收通过待销号').first().waitFor();
        await inspector
          .getByText(/验收人不得审批/)
          .first()
          .waitFor();

        // Accepted on site: the plate comes down.
        const clerk = await at('clerk');
        await clerk.goto(base + plate);
        await clerk.locator('.zb-next').getByRole('button', { name: '摘牌', exact: true }).click();
        const delisting = clerk.locator('.ant-drawer');
        await delisting.getByLabel('结论').fill('现场验收合格，同意摘牌');
        await delisting.getByRole('button', { name: '摘牌', exact: true }).click();
        await delisting.waitFor({ state: 'detached' });

        await officer.reload();
        await officer.getByText('县级挂牌督办中').waitFor({ state: 'detached' });
        await officer.getByRole('button', { name: '审批销号' }).click();
        const closing = officer.locator('.ant-drawer');
        await closing.getByLabel('审批意见').fill('资料齐全，同意销号');
        await closing.getByRole('button', { name: '审批销号' }).click();
        await officer.getByText('已销号').first().waitFor();
      },
    ),
  180_000,
);

test(
  'a day later: the draw, a look-back that finds it again, the new hazard shown as what recurs, and all of it told',
  () =>
    keepingPictures(
      () => browser.contexts(),
      async () => {
        const on = today(systemClock);
        await Promise.all(browser.contexts().map((context) => context.close()));
        await product.stop();
        product = await startProduct(dir, { screens: true, aDayLater: true });
        base = `http://localhost:${product.port}`;
        // Its proof makes the checkpoint that the draw takes its seed from; otherwise that of the night does.
        const cookie = await product.session('clerk');
        expect((await fetch(`${base}/api/audit/proofs/${id}`, { headers: { cookie } })).status).toBe(200);

        const officer = await at('dept1');
        await officer.addInitScript(A_DAY_AHEAD);
        await officer.goto(`${base}/hazard-look-backs`);
        await officer.getByRole('button', { name: '抽取回头看' }).click();
        const drawing = officer.locator('.ant-drawer');
        await fillDate(drawing.getByLabel('销号日期从'), on);
        await fillDate(drawing.getByLabel('到', { exact: true }), on);
        await drawing.getByLabel('抽取比例').fill('100');
        await drawing.getByRole('button', { name: '抽取', exact: true }).click();
        await officer.getByText(/已抽中 \d+ 项/).waitFor();
        await officer.getByText(`${on} 至 ${on}`).waitFor();

        const inspector = await at('inspector');
        await inspector.addInitScript(A_DAY_AHEAD);
        await inspector.goto(`${base}/hazards/${id}`);
        await inspector.getByRole('button', { name: '回头看', exact: true }).click();
        const form = inspector.locator('.ant-drawer');
        await choose(inspector, '结果', '不合格，隐患再次出现');
        await form.getByLabel('同行人员').fill('测试同事');
        await form.getByLabel('同行人员').press('Enter');
        await form.getByLabel('核查情况').fill('同一处隐患再次出现');
        await form.locator('input[type=file]').setInputFiles(await photo('回头看.jpg'));
        await form.getByRole('button', { name: '去掉 回头看.jpg' }).waitFor();
        await form.getByRole('button', { name: '提交回头看结果' }).click();
        await form.waitFor({ state: 'detached' });

        await inspector.getByText('反弹后登记为').waitFor();
        const told = await inspector.locator('.zb-timeline-what').allInnerTexts();
        expect(told.toReversed()).toEqual(COURSE);
        const { reopenedAs } = await ask('inspector', `/api/hazards/${id}`);
        await inspector.getByRole('link', { name: reopenedAs.number }).first().click();
        await inspector.getByText('回头看反弹自').waitFor();
        const confirmation = { criterionCode: CRITERION, basis: '', commitmentsDueOn: addDays(on, 5) };
        await give('dept1', `/api/hazards/${reopenedAs.id}`, 'confirm', confirmation);
        await inspector.reload();
        await inspector.getByText('同类复发').waitFor();
      },
    ),
  180_000,
);

/** What the timeline tells of the one hazard, oldest first. */
const COURSE = [
  '登记隐患',
  '认定为重大事故隐患',
  '发出告知', // to the principal
  '发出告知', // and to the actual controller
  '五落实齐备，进入整改',
  '申请延期',
  '批准延期',
  '告知已签收',
  '挂牌督办',
  '申请验收',
  '验收不合格退回整改',
  '申请验收',
  '验收合格',
  '摘牌',
  '审批销号',
  '抽中回头看',
  '回头看不合格，按新的隐患登记',
];

/** The enterprise says that it is done; photographs of the phone are walked in the main job. */
async function apply(id: string): Promise<void> {
  const cookie = await product.session('safety');
  const { name, buffer, mimeType } = await photo('整改后.jpg');
  const fileId = newId();
  const form = new FormData();
  form.append('id', fileId);
  form.append('file', new Blob([new Uint8Array(buffer)], { type: mimeType }), name);
  const sent = await fetch(`${base}/api/files`, { method: 'POST', headers: { cookie }, body: form });
  expect(sent.status).toBe(200);
  await give('safety', `/api/hazards/${id}`, 'apply', { statement: '已更换', files: [fileId] });
}

async function check(page: Page, command: string, submit: string, finding: string): Promise<void> {
  await page.getByRole('button', { name: command, exact: true }).click();
  const form = page.locator('.ant-drawer');
  await form.getByLabel('同行人员').fill('测试同事');
  await form.getByLabel('同行人员').press('Enter');
  await form.getByLabel('验收意见').fill(finding);
  await form.locator('input[type=file]').setInputFiles(await photo('现场.jpg'));
  await form.getByRole('button', { name: '去掉 现场.jpg' }).waitFor();
  await form.getByRole('button', { name: submit, exact: true }).click();
  await form.waitFor({ state: 'detached' });
}

/** Answers the question on the phone’s screen and goes on. */
async function answer(page: Page, value: string): Promise<void> {
  const heading: Locator = page.locator('.zb-task h2');
  const question = await heading.textContent();
  await page.locator('.zb-task').locator('textarea, input:not([type=file])').first().fill(value);
  await page.getByRole('button', { name: '下一步' }).click();
  await heading.filter({ hasNotText: question ?? '' }).waitFor();
}
