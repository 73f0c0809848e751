import { ChainCopy } from '@zhiben/platform/server/audit/chain-copy.ts';
import type { Services } from '@zhiben/platform/server/ctx.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { withClient } from '@zhiben/platform/server/db/copy.ts';
import { setNumbers } from '@zhiben/platform/server/numbers.ts';
import type { Cast } from './cast.ts';
import { COUNTY } from './county.ts';
import { type HazardPart, loadPart } from './hazard-part.ts';
import { HazardThreads } from './hazard-threads.ts';
import { storePictures } from './pictures.ts';

interface Options {
  readonly seed: number;
  readonly count: number;
  readonly now: Date;
  /** Where further threads find the database; without it all is done in this one. */
  readonly url: string | null;
  readonly onProgress: (done: number) => void;
}

/** Threads that play a part each, while this one hashes their facts into the chain. */
const PARTS = 2;
/** Few majors among many hazards, as in a county; more of them in the small demo, so that there is something to see. */
const majorShareOf = (count: number) => (count <= 5_000 ? 0.35 : 0.04);

/** Plays the histories into the tables; what comes out does not depend on the number of threads. */
export async function loadHazards(owner: Connection, services: Services, cast: Cast, options: Options) {
  const { seed, count, now, url, onProgress } = options;
  const pictures = await storePictures(services.files);
  const from = new Date('2024-01-02T00:00:00Z');
  const majorShare = majorShareOf(count);
  const partOf = (index: number, of: number): HazardPart => {
    return { cast, pictures, play: { seed, count, majorShare, from, now, part: { index, of } } };
  };
  await withClient(owner, async (client) => {
    const chain = await ChainCopy.open(owner, client, COUNTY, services.hashAlgorithm);
    let numbers: ReadonlyMap<number, number>;
    if (url === null) {
      numbers = await loadPart(owner, partOf(0, 1), async (facts, done) => {
        for (let n = 0; n < facts.at.length; n++) chain.link(facts, n);
        onProgress(done);
        await chain.flush();
      });
    } else {
      const threads = new HazardThreads(
        url,
        Array.from({ length: PARTS }, (_, index) => partOf(index, PARTS)),
      );
      numbers = await threads.run(chain, onProgress);
    }
    await chain.end(owner);
    await setNumbers(owner, COUNTY, 'hazard', numbers);
    onProgress(count);
  });
}
