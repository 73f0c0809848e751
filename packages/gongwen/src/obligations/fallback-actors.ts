import { endsInBody } from '../language/bodies.ts';
import { canBegin } from '../language/subjects.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Unit } from '../outline/outline.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import { type FoldedText, sourceWords } from '../text/folded-text.ts';
import type { ActorReading } from './actors.ts';
import { readTail } from './tails.ts';

const RESPONSIBILITY =
  /(?:落实|压实|压紧|强化|夯实|抓实|抓牢|突出|发挥好?)([^，。；]{1,16}?)的?(?:安全)?(?:生产)?(?:主体|监管|监督|监管执法|属地|属地管理|领导|管理|指导|统筹|统筹推动|统筹协调|综合协调|组织推动|岗位)(?:推动)?(?:责任|作用|职责)/;
const OWN_WORK = /^(?:开展|组织|抓好|深化)?([^，。；、]{2,10}?)(?:自查自改|自查自纠|自查|自改|层面)/;

/** Who acts where the sentences of a unit do not say: its tail, the headings over it, the addressees of a notice. */
export class FallbackActors {
  private readonly folded: FoldedText;
  private readonly headings: Map<Unit, ActorReading | null>;
  private readonly addressees: ActorReading;

  constructor(folded: FoldedText, units: ReadUnit[], metadata: Metadata) {
    this.folded = folded;
    this.headings = new Map(units.map((read) => [read.unit, this.fromHeading(read)]));
    this.addressees = metadata.addressees ? { actor: metadata.addressees, actorSource: 'resolved' } : { actor: null };
  }

  of({ unit, heading }: ReadUnit): ActorReading {
    const tail = readTail(this.folded, heading.textStart, unit.ownEnd);
    if (tail?.lead) {
      return { actor: tail.lead, actorSource: 'task', ...(tail.support.length > 0 ? { actorAlt: tail.support } : {}) };
    }
    for (let at: Unit | null = unit; at; at = at.parent) {
      const reading = this.headings.get(at);
      if (reading) return reading;
    }
    return this.addressees;
  }

  /** The body that a heading makes responsible: 严格落实企业主体责任, 企业自查自改. */
  private fromHeading({ heading }: ReadUnit): ActorReading | null {
    if (!heading.title) return null;
    const words = this.folded.text.slice(heading.title.start, heading.title.end);
    for (const pattern of [RESPONSIBILITY, OWN_WORK]) {
      const found = pattern.exec(words);
      const name = found?.[1];
      if (!found || !name || !endsInBody(name) || !canBegin(name)) continue;
      const start = heading.title.start + found.index + found[0].indexOf(name);
      return { actor: sourceWords(this.folded, start, start + name.length), actorSource: 'resolved' };
    }
    return null;
  }
}
