// A worker starts in plain JavaScript: also where the program itself runs from its sources.
import { compiled } from '../bin/compiled.mjs';

await import(await compiled('demo/hazard-thread.ts'));
