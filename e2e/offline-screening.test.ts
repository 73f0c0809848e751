import { afterAll, beforeAll, test } from 'vitest';
import { checkWithoutNetwork } from './offline/check.ts';
import { checkOnAWrongDay } from './offline/clock.ts';
import { dieAtEveryStep } from './offline/deaths.ts';
import { changePeople } from './offline/people.ts';
import { type Phones, startPhones } from './offline/phones.ts';
import { runOutOfRoom, sendFiveHundredPhotos } from './offline/room.ts';
import { changeVersions } from './offline/versions.ts';
import { keepingPictures } from './steps.ts';

/**
 * The promise of the phone: what was signed or reported without a network reaches the server once, whatever happens to
 * the line, the page, the session, the clock or the room on the phone.
 */
let phones: Phones;

beforeAll(async () => {
  phones = await startPhones();
}, 180_000);
afterAll(() => phones?.stop(), 60_000);

test.each([
  [
    'a check and a finding of a phone without network: kept over a restart, then with the server, once',
    checkWithoutNetwork,
  ],
  ['the phone dies at every step of the sending: nothing is lost and nothing comes twice', dieAtEveryStep],
  ['a day with 500 photos leaves with the network', sendFiveHundredPhotos],
  ['no room on the phone: said clearly, the words stay, what was kept can be carried away as a file', runOutOfRoom],
  [
    'the session ends while there is no network; another person signs in: nothing goes under a wrong name',
    changePeople,
  ],
  [
    'a clock wrong by a day: the right slot, a warning, and the record counts as in time; two phones, one slot',
    checkOnAWrongDay,
  ],
  [
    'an older version left photos behind and a newer one comes while something waits: all is sent, once',
    changeVersions,
  ],
])(
  '%s',
  (_, walk) =>
    keepingPictures(
      () => phones.browser.contexts(),
      () => walk(phones),
    ),
  120_000,
);
