import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { Command } from 'commander';
import { commands } from './cli/commands.ts';
import { VERSION } from './version.ts';

const program = new Command('zhiben')
  .description('治本：从方案到销号的安全生产监管平台')
  .version(VERSION)
  .showHelpAfterError('（运行 zhiben --help 查看用法）')
  .configureHelp({ sortSubcommands: false });

for (const command of commands()) program.addCommand(command);

try {
  await program.parseAsync();
} catch (error) {
  // Expected failures are one sentence; anything else shows where it broke.
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
