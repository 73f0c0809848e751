import { Command, InvalidArgumentError } from 'commander';
import { COUNTY, DEFAULT_SIZE } from '../demo/county.ts';

/*
 * What the command line understands. What a command does is loaded when it is given: to read a plan or to show the help,
 * nobody waits for the server's modules.
 */
export function commands(): readonly Command[] {
  return [serve(), setup(), demo(), plan(), hazard(), audit()];
}

const serve = () =>
  new Command('serve')
    .description('启动平台（默认 http://localhost:8080）')
    .action(async () => (await import('./serve.ts')).serve());

const setup = () =>
  new Command('setup')
    .description('为一个县建立第一个系统管理员（正式使用时配合 ZHIBEN_DEMO=0）')
    .requiredOption('--county <code>', '县级区划代码，六位数字', countyCode)
    .requiredOption('--name <name>', '县（市、区）名称')
    .option('--account <account>', '管理员账号', 'admin')
    .option('--json', '输出 JSON')
    .action(async (options) => (await import('./setup.ts')).setup(options));

const demo = () =>
  new Command('demo')
    .description('在空数据库中装入虚构的示范县，规模可定')
    .option('--enterprises <n>', '企业数', count, DEFAULT_SIZE.enterprises)
    .option('--hazards <n>', '隐患数', count, DEFAULT_SIZE.hazards)
    .option('--json', '结束时输出 JSON')
    .action(async (options) => (await import('./demo.ts')).demo(options));

function plan(): Command {
  const group = new Command('plan').description('读取、导入已发布的方案');
  group
    .command('parse')
    .description('读出方案的条目、要求、期限和责任主体（不需要数据库）')
    .argument('<file>', 'txt、docx、html 或 pdf 文件')
    .option('--json', '输出 JSON，带每一项在原文中的位置')
    .action(async (file, options) => (await import('./plan-parse.ts')).parse(file, options));
  group
    .command('import')
    .description('把方案导入平台；同一文件再次导入不会重复')
    .argument('<file>', 'txt、docx、html 或 pdf 文件')
    .option('--county <code>', '县级区划代码，六位数字', countyCode, COUNTY)
    .option('--json', '结束时输出 JSON')
    .action(async (file, options) => (await import('./plan-import.ts')).importFile(file, options));
  return group;
}

function hazard(): Command {
  const group = new Command('hazard').description('隐患');
  group
    .command('classify')
    .description('按判定标准为一段描述提出可能适用的条款（不需要数据库，由人决定）')
    .option('--text <text>', '隐患描述')
    .option('--industry <industry>', '行业，代码或中文名；不写则查全部行业')
    .option('--file <file>', 'JSON 数组文件：[{id, text, industry}]')
    .option('--json', '输出 JSON')
    .action(async (options) => (await import('./hazard-classify.ts')).classify(options));
  return group;
}

function audit(): Command {
  const group = new Command('audit').description('审计链');
  group
    .command('verify')
    .description('逐条核验审计链：改动、缺失、换序、截断都会被发现')
    .option('--county <code>', '只核验一个县（六位区划代码）')
    .option('--json', '输出 JSON')
    .action(async (options) => (await import('./audit-verify.ts')).verify(options));
  return group;
}

function countyCode(text: string): string {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError('应为六位数字');
  return text;
}

function count(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0 || n > 100_000_000) throw new InvalidArgumentError('应为不超过一亿的整数');
  return n;
}
