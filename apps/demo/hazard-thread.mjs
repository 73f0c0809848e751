// A worker starts in plain JavaScript: the TypeScript loader of the program does not reach into its threads.
import { register } from 'tsx/esm/api';

register();
await import('./hazard-thread.ts');
