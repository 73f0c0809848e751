#!/usr/bin/env -S node --max-semi-space-size=32
// A wide nursery for young objects: requests and loaders make many, and copying those that live a little costs a fifth.
// Plain JavaScript that any Node can read, so that an old one gets a sentence and not a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`需要 Node.js 20.19 或更高版本，当前为 ${process.versions.node}。`);
  process.exit(1);
}
const { compiled } = await import('./compiled.mjs');
await import(await compiled('cli.ts'));
