import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '@zhiben/platform/server/db/connect.ts';
import { loadPart } from './hazard-part.ts';
import type { ThreadSettings, ThreadWord } from './hazard-threads.ts';

// The thread's side of hazard-threads.ts: days of facts go out in order, each is answered once it is in the chain.
/** Days under way before the player waits. */
const AHEAD = 4;

const { url, part } = workerData as ThreadSettings;
const port = parentPort as NonNullable<typeof parentPort>;
const say = (word: ThreadWord, given: ArrayBuffer[] = []) => port.postMessage(word, given);
let underWay = 0;
let wake = () => {};
port.on('message', () => {
  underWay -= 1;
  wake();
});

const connection = connect({ url, max: 3, as: 'owner' });
try {
  const numbers = await loadPart(connection, part, async (facts, done) => {
    // Handed over, not copied.
    say({ facts, done }, [facts.bytes.buffer, facts.marks.buffer, facts.at.buffer, facts.nth.buffer]);
    underWay += 1;
    while (underWay >= AHEAD) await new Promise<void>((woken) => (wake = woken));
  });
  say({ numbers });
} catch (error) {
  say({ failed: String(error) });
} finally {
  await connection.close();
  port.close();
}
