import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlanFile } from '@zhiben/gongwen';
import { newId } from '@zhiben/platform/domain/ids.ts';
import ExcelJS from 'exceljs';
import type { Browser, Download } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, startDemo } from './product.ts';
import { accessibilityFaults, atScreen, keepingPictures } from './steps.ts';

/** A running campaign: its text as a dashboard, its papers, its ledger out and in. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-campaign-'));
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

interface Waiting {
  readonly campaignId: string;
  readonly taskId: string;
  readonly label: string;
  readonly progressId: string;
}

/** A department files a report on a task of its own; which tasks are open depends on the day. */
async function aWaitingTask(): Promise<Waiting> {
  for (let department = 1; department <= 14; department++) {
    const waiting = await fileAs(`dept${department}`);
    if (waiting) return waiting;
  }
  throw new Error('no department has an open task');
}

async function fileAs(account: string): Promise<Waiting | null> {
  const cookie = await product.session(account);
  const send = async <T>(path: string, body?: object) => {
    const how = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await fetch(base + path, { ...how, headers: { cookie, 'content-type': 'application/json' } });
    expect(response.status).toBe(200);
    return (await response.json()) as T;
  };
  const { rows } = await send<{ rows: { id: string; campaignId: string; label: string; status: string }[] }>(
    '/api/tasks?mine=true&open=true&limit=50',
  );
  for (const { id, campaignId, label, status } of rows) {
    const task = await send<{ abilities: { claimCompletion: boolean } }>(`/api/tasks/${id}`);
    if (!task.abilities.claimCompletion || status === 'awaitingVerification') continue;
    const progressId = newId();
    const happenedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const report = { id: progressId, commandId: newId(), happenedOn, text: '已完成排查', claimsCompletion: true };
    await send(`/api/tasks/${id}/progress`, report);
    return { campaignId, taskId: id, label, progressId };
  }
  return null;
}

async function bytesOf(download: Download): Promise<Buffer> {
  const path = await download.path();
  return readFile(path);
}

test(
  'the plan as a dashboard, its papers and its ledger',
  () =>
    keepingPictures(
      () => browser.contexts(),
      async () => {
        const cookie = await product.session('clerk');
        const { campaignId, taskId, label, progressId } = await aWaitingTask();
        const clerk = await atScreen(browser, base, await product.session('clerk'));
        await clerk.goto(`${base}/campaigns/${campaignId}`);
        const waiting = clerk.locator(`a.plan-sentence[href*="${taskId}"][data-status=awaitingVerification]`);
        await waiting.first().waitFor();
        expect(await accessibilityFaults(clerk)).toEqual([]);

        // Verified elsewhere; the open page hears of it and the sentence changes its colour.
        const headers = { cookie, 'content-type': 'application/json' };
        const body = JSON.stringify({ commandId: newId(), outcome: 'verified' });
        const decided = await fetch(`${base}/api/tasks/${taskId}/progress/${progressId}/decision`, {
          method: 'POST',
          headers,
          body,
        });
        expect(decided.status).toBe(200);
        await waiting.first().waitFor({ state: 'detached' });

        const waitForTable = clerk.waitForEvent('download');
        await clerk.getByRole('link', { name: '下载任务分解表' }).click();
        const table = await waitForTable;
        expect(table.suggestedFilename()).toMatch(/任务分解表\.docx$/);
        const { text } = await readPlanFile(new Uint8Array(await bytesOf(table)), '任务分解表.docx');
        expect(text.replace(/\s/g, '')).toContain(label.replace(/\s/g, ''));
        expect(text).toContain('牵头单位');

        const waitForLedger = clerk.waitForEvent('download');
        await clerk.getByRole('link', { name: '下载台账' }).click();
        const workbook = new ExcelJS.Workbook();
        const ledger = join(dir, 'ledger.xlsx');
        await (await waitForLedger).saveAs(ledger);
        await workbook.xlsx.readFile(ledger);
        const sheet = workbook.worksheets[0];
        if (!sheet) throw new Error('the ledger has no sheet');
        const headers3 = sheet.getRow(3).values as unknown[];
        const cell = (row: number, header: string) => sheet.getRow(row).getCell(headers3.indexOf(header));
        const noted = String(cell(4, '任务').value);
        cell(4, '备注').value = '列入本月重点';
        cell(5, '牵头单位').value = '没有这个单位';
        await workbook.xlsx.writeFile(ledger);

        await clerk.getByRole('button', { name: '导入台账' }).click();
        await clerk.locator('.plan-ledger-file input').setInputFiles(ledger);
        await clerk.getByText('没有“没有这个单位”这个单位').waitFor();
        await clerk.locator('.plan-ledger-changes').getByText(noted).waitFor();
        await clerk.getByRole('button', { name: '更新这 1 项任务' }).click();
        await clerk.getByText('已按台账更新 1 项任务').waitFor();

        // A past day is computed anew.
        await clerk.goto(`${base}/campaigns/${campaignId}?by=body&asOf=2026-06-30`);
        await clerk.getByText('单位为当日的牵头单位').waitFor();
        await clerk.getByRole('button', { name: '回到今天' }).click();
        await clerk.getByText('单位为当日的牵头单位').waitFor({ state: 'detached' });
      },
    ),
  180_000,
);
