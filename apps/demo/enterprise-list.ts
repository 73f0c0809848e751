import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { creditCodeCheck } from '@zhiben/slices/enterprise/domain';
import {
  applyImport,
  beginApply,
  beginImport,
  checkImport,
  type NewEnterprise,
} from '@zhiben/slices/enterprise/server';
import type { NewUser } from '@zhiben/slices/identity/server';
import type { Stage } from './acting.ts';
import { COUNTY } from './county.ts';

const FILE = '第三季度新增和变更企业名单.xlsx';
/** In a list of the county's own; most of it is on file already. */
const KNOWN = 9;
const CHANGED = 3;

interface Line {
  readonly name: string;
  readonly code: string;
  readonly division: string;
  readonly industry: string;
  readonly address: string;
  readonly employees: number | null;
}

/** A list that the office read in: known places, three with other numbers of people, a new one, and one wrong code. */
export async function playEnterpriseList(
  { as, newId }: Stage,
  enterprises: readonly NewEnterprise[],
  users: readonly NewUser[],
): Promise<void> {
  const clerk = users.find(({ role }) => role === 'committeeClerk');
  const [first] = enterprises;
  if (!clerk || !first) return;
  const ctx = as(clerk);
  const known = enterprises.filter(({ creditCode }) => creditCode !== null).slice(0, KNOWN);
  const lines = known.map((one, n): Line => {
    const employees = one.employees === null || n >= CHANGED ? one.employees : one.employees + 5;
    const { name, creditCode, division, industry, address } = one;
    return { name, code: creditCode ?? '', division, industry, address, employees };
  });
  const fresh = { ...(lines[0] as Line), address: '示范县示范路 401 号', employees: 12 };
  const code = `91${COUNTY}900000001`;
  lines.push({
    ...fresh,
    name: '示范县新开示范五金制品厂',
    code: code + creditCodeCheck(code),
    industry: 'industrial-trade',
  });
  const wrong = creditCodeCheck(code) === '0' ? '1' : '0';
  lines.push({ ...fresh, name: '示范县代码有误示范商行', code: code + wrong, industry: 'industrial-trade' });

  const id = newId();
  const path = join(ctx.services.files.incoming, id);
  const columns = [
    { header: '企业名称', value: (line: Line) => line.name },
    { header: '统一社会信用代码', value: (line: Line) => line.code },
    { header: '属地', value: (line: Line) => line.division },
    { header: '行业', value: (line: Line) => line.industry },
    { header: '地址', value: (line: Line) => line.address },
    { header: '从业人员', value: (line: Line) => line.employees, kind: 'number' as const },
  ];
  await writeSheet(createWriteStream(path, { mode: 0o600 }), {
    title: FILE.replace('.xlsx', ''),
    columns,
    rows: lines,
  });
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  await beginImport(ctx, id, { name: FILE, path, sha256 }, async () => {});
  await checkImport(ctx, id);
  await beginApply(ctx, id, newId(), async () => {});
  await applyImport(ctx, id);
}
