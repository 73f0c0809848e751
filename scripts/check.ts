import { spawnSync } from 'node:child_process';

/** Everything that must hold before the tests: one line a check, the output of those that fail. */
const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format, lint, boundaries', 'biome', 'check', '.'],
  ['types, layers', 'tsc', '-b'],
  ['unused code', 'knip'],
  ['schema page', 'tsx', 'scripts/schema.ts', '--check'],
];

let failed = 0;
for (const [name, command, ...args] of checks) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', command, ...args], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (status !== 0) {
    failed += 1;
    console.log(stdout + stderr);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
