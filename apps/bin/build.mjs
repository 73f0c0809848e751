// Program and screens, ahead of the first start.
import { compiled } from './compiled.mjs';

const { buildWebIfStale } = await import(await compiled('web/build.ts'));
await buildWebIfStale();
