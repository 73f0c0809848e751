import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, signIn, startDemo } from './product.ts';
import { choose, fillDate, keepingPictures, photo, signedIn } from './steps.ts';

/** One major hazard through extension, failed acceptance, acceptance, closure by another person; and a look-back that finds one again. */
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
  readonly grade: string | null;
  readonly criterionCode: string | null;
  readonly abilities: Readonly<Record<string, boolean>>;
  readonly reopenedAs: { readonly id: string; readonly number: string };
  readonly rows: { readonly id: string; readonly addresseeName: string; readonly addressee: string }[];
  readonly session: { readonly organisation: { readonly id: string } };
}

async function ask(account: string, path: string, body?: object): Promise<Answer> {
  const cookie = await signIn(product.port, account);
  const headers = { cookie, 'content-type': 'application/json' };
  const response = await fetch(
    base + path,
    body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
  );
  if (!response.ok) throw new Error(`${account} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function give(account: string, id: string, command: string, body: object): Promise<Answer> {
  const { version } = await ask(account, `/api/hazards/${id}`);
  return ask(account, `/api/hazards/${id}/${command}`, { commandId: newId(), expectedVersion: version, ...body });
}

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
  await give('dept1', id, 'confirm', { basis: '测试依据第一条', commitmentsDueOn: addDays(on, 5) });
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
  await give('safety', id, 'commit', { commitments });
  return id;
}

test(
  'extension, failed acceptance, acceptance, closure by another, and the signed notice',
  () =>
    keepingPictures(
      () => browser.contexts(),
      async () => {
        const id = await underRectification();
        const due = (await ask('safety', `/api/hazards/${id}`)).rectificationDueOn;

        const phone = await signedIn(browser, base, 'safety', true);
        await phone.goto(`${base}/m/hazards/${id}`);
        await phone.getByRole('button', { name: '申请延期' }).click();
        for (const value of [addDays(due, 20), '设备从外地发货', '罐区停用，专人值守']) await answer(phone, value);
        await phone.getByRole('button', { name: '下一步' }).click(); // no photographs
        await phone.getByRole('button', { name: '申请延期' }).click();
        await phone.getByText('待答复的延期申请').waitFor();

        const officer = await signedIn(browser, base, 'dept1');
        await officer.goto(`${base}/hazards/${id}`);
        await officer.getByRole('button', { name: '批准延期', exact: true }).click();
        const approval = officer.locator('.ant-drawer');
        await approval.getByLabel('核实情况和理由').fill('已核实订货合同');
        await approval.getByLabel('文书编号').fill('测试延批〔2024〕1号');
        await approval.getByRole('button', { name: '批准延期' }).click();
        await officer.getByText(`原期限 ${due}`).first().waitFor();

        const principal = await signedIn(browser, base, 'principal', true);
        const { rows } = await ask('principal', `/api/hazard-notices?hazardId=${id}`);
        const own = rows.find(({ addressee }) => addressee === 'principal');
        await principal.goto(`${base}/m/notices/${id}/${own?.id}`);
        await answer(principal, own?.addresseeName ?? '');
        await principal.getByRole('button', { name: '本人签收' }).click();
        await principal.getByText('告知已签收').first().waitFor();

        await apply(id);
        const inspector = await signedIn(browser, base, 'inspector2');
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

        await officer.reload();
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
  'a draw, a look-back that finds it again, and the new hazard shown as what recurs',
  () =>
    keepingPictures(
      () => browser.contexts(),
      async () => {
        const on = today(systemClock);
        const officer = await signedIn(browser, base, 'dept1');
        await officer.goto(`${base}/hazard-look-backs`);
        await officer.getByRole('button', { name: '抽取回头看' }).click();
        const drawing = officer.locator('.ant-drawer');
        await fillDate(drawing.getByLabel('销号日期从'), addDays(on, -400));
        await fillDate(drawing.getByLabel('到', { exact: true }), addDays(on, -10));
        await drawing.getByLabel('抽取比例').fill('100');
        await drawing.getByRole('button', { name: '抽取', exact: true }).click();
        await officer.getByText(/已抽中 \d+ 项/).waitFor();
        await officer.getByText(`${addDays(on, -400)} 至 ${addDays(on, -10)}`).waitFor();

        const { id, criterionCode } = await owedTo('inspector2');
        const inspector = await signedIn(browser, base, 'inspector2');
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
        const { reopenedAs } = await ask('inspector2', `/api/hazards/${id}`);
        await inspector.getByRole('link', { name: reopenedAs.number }).first().click();
        await inspector.getByText('回头看反弹自').waitFor();
        await give('dept1', reopenedAs.id, 'confirm', { criterionCode, basis: '', commitmentsDueOn: addDays(on, 5) });
        await inspector.reload();
        await inspector.getByText('同类复发').waitFor();
      },
    ),
  180_000,
);

/** A major hazard under a criterion whose look-back a person may make. */
async function owedTo(account: string): Promise<Answer> {
  const { rows } = await ask(account, '/api/hazard-look-backs?limit=100');
  for (const { id } of rows) {
    const record = await ask(account, `/api/hazards/${id}`);
    if (record.abilities.lookBack && record.grade === 'major' && record.criterionCode) return record;
  }
  throw new Error(`no look-back waits for ${account}`);
}

/** The enterprise says that it is done; photographs of the phone are walked in the main job. */
async function apply(id: string): Promise<void> {
  const cookie = await signIn(product.port, 'safety');
  const { name, buffer, mimeType } = await photo('整改后.jpg');
  const fileId = newId();
  const form = new FormData();
  form.append('id', fileId);
  form.append('file', new Blob([new Uint8Array(buffer)], { type: mimeType }), name);
  const sent = await fetch(`${base}/api/files`, { method: 'POST', headers: { cookie }, body: form });
  expect(sent.status).toBe(200);
  await give('safety', id, 'apply', { statement: '已更换', files: [fileId] });
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
