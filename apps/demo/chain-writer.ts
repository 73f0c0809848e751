import { parentPort, workerData } from 'node:worker_threads';
import { ChainCopy } from '@zhiben/platform/server/audit/chain-copy.ts';
import { connect } from '@zhiben/platform/server/db/connect.ts';
import type { ChainOrder, ChainSettings, ChainWord } from './chain-thread.ts';

// The thread's side of chain-thread.ts: batches come in order, each is answered once it is on its way.
const { url, county, algorithm } = workerData as ChainSettings;
const port = parentPort as NonNullable<typeof parentPort>;
const say = (word: ChainWord) => port.postMessage(word);
const connection = connect({ url, max: 2, as: 'owner' });
const client = await connection.pool.connect();
const chain = await ChainCopy.open(connection, client, county, algorithm);

let last = Promise.resolve();
port.on('message', (order: ChainOrder) => {
  last = last.then(() => obey(order)).catch((error: unknown) => say({ failed: String(error) }));
});

async function obey(order: ChainOrder): Promise<void> {
  if (order === 'end') {
    await chain.end(connection);
    client.release();
    await connection.close();
    say('ended');
    port.close();
    return;
  }
  for (const { fact, said } of order) await chain.write(fact, said);
  say('written');
}
