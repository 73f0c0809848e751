import { Command, InvalidArgumentError } from 'commander';
import { COUNTY, DEFAULT_SIZE } from '../demo/county.ts';

/*
 * What the command line understands. What a command does is loaded when it is given: to read a plan or to show the help,
 * nobody waits for the server's modules.
 */
export function commands(): readonly Command[] {
  return [serve(), setup(), demo(), plan(), hazard(), exchange(), audit()];
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

function exchange(): Command {
  const group = new Command('exchange').description('与其他平台交换双重预防官方记录');
  const county = ['--county <code>', '县级区划代码，六位数字', countyCode, COUNTY] as const;
  group
    .command('export')
    .description('导出官方记录（JSON 行，签名）；可只导出变化，中断后可接着导出')
    .argument('<file>', '写入的文件')
    .option(...county)
    .option('--types <list>', '只导出这几类，逗号分隔，如 风险分析单元,风险事件')
    .option('--since <cursor>', '从上次导出文件末行的 cursor 之后开始')
    .option('--resume', '接着写没有导完的文件')
    .option('--json', '结束时输出 JSON')
    .action(async (file, options) => (await import('./exchange.ts')).exportFile(file, options));
  group
    .command('import')
    .description('导入一批官方记录（JSON 行、JSON 数组、xlsx）；有未采用的记录时以 1 退出')
    .argument('<file>', '其他平台的文件')
    .option(...county)
    .option('--source <name>', '来自哪个平台', '命令行导入')
    .option('--preview', '只检查，不入库')
    .option('--json', '结束时输出 JSON')
    .action(async (file, options) => (await import('./exchange.ts')).importFile(file, options));
  group
    .command('replay')
    .description('从保存的原始文件重放一批')
    .argument('<batch>', '批次编号')
    .option(...county)
    .option('--json', '结束时输出 JSON')
    .action(async (batch, options) => (await import('./exchange.ts')).replay(batch, options));
  group
    .command('verify')
    .description('核验签名的导出文件（不需要数据库）')
    .argument('<file>', '导出的文件')
    .option('--key <key>', '应为这个公钥所签')
    .option('--json', '输出 JSON')
    .action(async (file, options) => (await import('./exchange.ts')).verify(file, options));
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
