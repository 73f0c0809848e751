import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Secrets by name: from the environment (`ZHIBEN_SECRET_<NAME>`), or else from a file in a folder beside the data that
 * only its owner reads. They are never in the database and never in a log.
 */
export interface Secrets {
  /** Null where there is none of that name. @throws for a name that is not a secret's */
  read(name: string): Promise<string | null>;
  /** Reads it, or makes and keeps it where there is none. Of two that make it at once one stays. */
  readOrMake(name: string, make: () => string): Promise<string>;
}

/** Small letters, digits and hyphens: a name is also a file's and a variable's. */
const SECRET_NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;

export function secretFiles(folder: string, environment: NodeJS.ProcessEnv): Secrets {
  const read = async (name: string): Promise<string | null> => {
    if (!SECRET_NAME.test(name)) throw new Error(`not the name of a secret: ${name}`);
    const given = environment[`ZHIBEN_SECRET_${name.replaceAll('-', '_').toUpperCase()}`];
    if (given) return given.trim();
    const text = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return text?.trim() ?? null;
  };
  return {
    read,
    async readOrMake(name, make) {
      const found = await read(name);
      if (found) return found;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Written beside it and linked: the file is whole or not there, and who comes second takes the first one's.
      const fresh = join(folder, `${name}.${randomUUID()}.new`);
      await writeFile(fresh, make(), { mode: 0o600, flag: 'w' });
      await link(fresh, join(folder, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      await rm(fresh);
      return (await read(name)) as string;
    },
  };
}
