import { divisionPrefix } from '@zhiben/platform/domain/scope.ts';
import type { Body, Division } from '@zhiben/slices/division/domain';
import { INDUSTRIES } from '@zhiben/slices/enterprise/domain';
import { type Assignment, assignmentFaults, completeAssignment } from './assignment.rules.ts';
import { isEnterpriseRole, ROLE_NAMES, ROLES, type Role } from './roles.ts';
import { accountNameSchema, nameSchema, phoneSchema } from './user.contract.ts';

/** The headings of the sheet, in order. */
export const IMPORT_COLUMNS = ['姓名', '账号', '手机', '角色', '机构/企业', '管辖区划', '管辖行业'] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** One row of the sheet; `row` as the sheet counts, empty cells as ''. */
export interface ImportRow {
  readonly row: number;
  readonly cells: Readonly<Record<ImportColumn, string>>;
}

export interface NamedEnterprise {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly division: string;
}

/** What the rows are checked against: the county as the importing administrator sees it. */
export interface Directory {
  readonly county: string;
  readonly divisions: readonly Division[];
  readonly bodies: readonly Body[];
  /** Those that the sheet names, by name or credit code. */
  readonly enterprises: readonly NamedEnterprise[];
  readonly takenAccounts: ReadonlySet<string>;
}

export interface ImportedUser {
  readonly row: number;
  readonly account: string;
  readonly name: string;
  readonly phone: string;
  readonly role: Role;
  readonly bodyId: string | null;
  readonly enterpriseId: string | null;
  readonly organisationName: string | null;
  readonly division: string;
  readonly industries: readonly string[] | null;
}

interface CellFault {
  readonly row: number;
  readonly column: ImportColumn;
  readonly message: string;
}

const ROLE_OF = new Map(ROLES.map((role) => [ROLE_NAMES[role], role]));
const INDUSTRY_OF = new Map(Object.entries(INDUSTRIES).map(([code, name]) => [name as string, code]));

/**
 * Reads the rows of a sheet into users; a row with a fault yields its faults, and no user. An account that stands
 * twice is entered at its first row.
 */
export function readImport(rows: readonly ImportRow[], directory: Directory) {
  const users: ImportedUser[] = [];
  const faults: CellFault[] = [];
  const rowOfAccount = new Map<string, number>();
  for (const row of rows) {
    const read = readRow(row, directory, rowOfAccount);
    faults.push(...read.faults);
    if (read.user) users.push(read.user);
  }
  return { users, faults };
}

function readRow({ row, cells }: ImportRow, directory: Directory, rowOfAccount: Map<string, number>) {
  const faults: CellFault[] = [];
  const fault = (column: ImportColumn, message: string) => {
    faults.push({ row, column, message });
    return undefined;
  };
  const name = nameSchema.safeParse(cells.姓名);
  if (!name.success) fault('姓名', cells.姓名 === '' ? '请填写姓名' : '姓名过长');
  const phone = phoneSchema.safeParse(cells.手机);
  if (!phone.success) fault('手机', '手机号应为 11 位数字');
  const account = readAccount(cells.账号, directory, rowOfAccount, row, fault);
  const role = ROLE_OF.get(cells.角色);
  if (!role) fault('角色', `没有这个角色，可填：${[...ROLE_OF.keys()].join('、')}`);
  const division = cells.管辖区划 === '' ? null : readDivision(cells.管辖区划, directory, fault);
  const industries = cells.管辖行业 === '' ? null : readIndustries(cells.管辖行业, fault);
  const organisation = role && readOrganisation(role, cells['机构/企业'], directory, fault);
  if (!role || !organisation || division === undefined || industries === undefined) return { faults };

  const { body, enterprise } = organisation;
  const assignment = completeAssignment(directory.county, { role, body, enterprise, division, industries });
  for (const [column, message] of faultsOf(assignment, directory)) fault(column, message);
  if (faults.length > 0 || !name.success || !phone.success || account === undefined) return { faults };
  const user: ImportedUser = {
    row,
    account,
    name: name.data,
    phone: phone.data,
    role,
    bodyId: body?.id ?? null,
    enterpriseId: enterprise?.id ?? null,
    organisationName: body?.name ?? enterprise?.name ?? null,
    division: assignment.division,
    industries: assignment.industries,
  };
  return { user, faults };
}

type Fault = (column: ImportColumn, message: string) => undefined;

function readAccount(
  text: string,
  { takenAccounts }: Directory,
  rowOfAccount: Map<string, number>,
  row: number,
  fault: Fault,
): string | undefined {
  const account = accountNameSchema.safeParse(text);
  if (!account.success) {
    return fault('账号', text === '' ? '请填写账号' : (account.error.issues[0]?.message ?? '账号不正确'));
  }
  if (takenAccounts.has(account.data)) return fault('账号', '账号已被使用，请换一个');
  const before = rowOfAccount.get(account.data);
  if (before !== undefined) return fault('账号', `与第 ${before} 行的账号相同`);
  rowOfAccount.set(account.data, row);
  return account.data;
}

/** By name, by short name or by code; one level above says which, where several have the name. */
function readDivision(text: string, { divisions }: Directory, fault: Fault): string | undefined {
  const found = divisions.filter(({ code, name }) => code === text || name === text);
  const [only] = found;
  if (!only) return fault('管辖区划', '本县没有这个区划，请填区划名称或 12 位代码；管辖全部请留空');
  if (found.length > 1) {
    const choices = found.map(({ code }) => `${code}（${nameAbove(code, divisions)}）`).join('、');
    return fault('管辖区划', `有多个同名区划，请填 12 位代码：${choices}`);
  }
  return only.code;
}

function nameAbove(code: string, divisions: readonly Division[]): string {
  const parent = divisions.find((d) => d.code === code)?.parent ?? divisionPrefix(code);
  return divisions.find((d) => d.code === parent)?.name ?? parent;
}

function readIndustries(text: string, fault: Fault): string[] | undefined {
  const names = text.split(/[、，,；;\s]+/).filter((name) => name !== '');
  const codes = names.map((name) => (name in INDUSTRIES ? name : INDUSTRY_OF.get(name)));
  const unknown = names.filter((_, n) => codes[n] === undefined);
  if (unknown.length > 0) {
    return fault('管辖行业', `没有这个行业：${unknown.join('、')}；多个行业用顿号隔开，管辖全部请留空`);
  }
  return [...new Set(codes as string[])];
}

type Organisation = { readonly body: Body | null; readonly enterprise: NamedEnterprise | null };

/** By name, short name or credit code; undefined after a fault. An empty cell is judged with the role. */
function readOrganisation(role: Role, text: string, directory: Directory, fault: Fault): Organisation | undefined {
  const none: Organisation = { body: null, enterprise: null };
  if (text === '') return none;
  if (!isEnterpriseRole(role)) {
    const body = directory.bodies.find((b) => b.name === text || b.shortName === text);
    return body ? { ...none, body } : fault('机构/企业', '本县没有这个机构，请填机构全称或简称');
  }
  const found = directory.enterprises.filter((e) => e.name === text || e.creditCode === text);
  const [enterprise] = found;
  if (!enterprise) return fault('机构/企业', '本县企业名录中没有这家企业，请填企业全称或统一社会信用代码');
  if (found.length > 1) return fault('机构/企业', '有多家同名企业，请填统一社会信用代码');
  return { ...none, enterprise };
}

const COLUMN_OF: Record<string, ImportColumn> = {
  bodyId: '机构/企业',
  enterpriseId: '机构/企业',
  division: '管辖区划',
  industries: '管辖行业',
};

function* faultsOf(assignment: Assignment, { divisions, county }: Directory): Generator<[ImportColumn, string]> {
  const codes = new Set(divisions.map(({ code }) => code));
  for (const { path, message } of assignmentFaults(assignment, codes, county)) {
    yield [COLUMN_OF[path] ?? '角色', message];
  }
}
