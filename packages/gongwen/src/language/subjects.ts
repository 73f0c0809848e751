import { bodyEnds, endsInBody } from './bodies.ts';
import { CAUSATIVE, MEASURE_START, NOMINAL_START, NOT_SUBJECT_START, PREDICATE_START, VERB_START } from './verbs.ts';

/** A body named in a clause, as a range of the clause. */
export interface Named {
  start: number;
  end: number;
}

export interface ClauseSubjects {
  /** Who acts: 各乡镇要…, 由应急管理部门…. */
  doer: Named | null;
  /** Who is made to act: 推动企业…. `weak` where the verb takes things as well as bodies (推进企业搬迁). */
  causee: (Named & { weak: boolean }) | null;
}

/** Words before the subject which are neither subject nor predicate. □ stands for a date or a rate. */
const LEAD =
  /^(?:[、，：；“”□■《》]|其中|同时|此外|另外|并且|并|且|还|也|又|再|要(?!素|求)|应当|应(?!急)|须|必须|需要?(?!求)|请|由|力争|争取|努力|切实|坚持|继续|持续|认真|进一步|全面|积极|大力|扎实|深入|有序|加快|原则上|至少|今后|对此|为此|特别是|尤其是|分级分类|分级|分批|分行业|自觉|主动|逐步|定期|不定期|及时|依法|统一|共同|不断|抓紧|立即|迅速|确保|保证|凡属|凡是|凡|到|在(?=□)|于(?=□)|自(?=□)|从(?=□)|前，)/;
/** A prepositional phrase in front of the subject, inside one clause. */
const PREPOSITIONAL =
  /^(?:按照|根据|依据|围绕|针对|结合|依托|在|以|对照|参照|通过)[^，]{2,24}?(?:原则|要求|规定|部署|基础上|期间|实际|名义|规律|特点)(?=.)/;
const PHRASE_LIMIT = 70;
const RELATIVE_START =
  /^(?:已|未|无|涉及|负有|从事|存在|具有|具备|拥有|使用|发生|取得|列入|纳入|实施|开展|承担|设有|设置)/;

/** Doer and causee of one clause. Dates and rates in it are to be blanked with □ by the caller. */
export function findSubjects(clause: string): ClauseSubjects {
  const start = skipLead(clause, 0);
  const doer = readBody(clause, start);
  const from = doer ? doer.end : start;
  const causee = findCausee(clause, from, doer !== null);
  return { doer, causee };
}

/** The whole clause is the name of a body (or several): a part of a subject that goes on behind the comma. */
export function isBodyOnly(clause: string): boolean {
  const start = skipLead(clause, 0);
  const words = clause.slice(start);
  if (words === '' || words.length > 40 || !canBegin(words) || INNER_VERB.test(words)) return false;
  return endsInBody(words);
}

/** Whether a phrase can be a subject by its beginning. */
export function canBegin(words: string): boolean {
  return !NOT_SUBJECT_START.test(words) && (!VERB_START.test(words) || NOMINAL_START.test(words));
}

function skipLead(clause: string, from: number): number {
  let position = from;
  for (let turn = 0; turn < 12; turn++) {
    const rest = clause.slice(position, position + 60);
    const lead = LEAD.exec(rest) ?? PREPOSITIONAL.exec(rest);
    if (!lead || lead[0] === '') break;
    position += lead[0].length;
  }
  return position;
}

/** Words that do not stand inside a name unless a relative clause explains it (已开展评估的企业). */
const INNER_VERB =
  /(?<!主)[要须](?![素求点件害道])|□|必须|应当|不得|一律|由|包括|建立|健全|完善|开展|落实|实现|推动|推进|加强|强化|实施|制定|督促|确定|选取|确保|完成|提升|推广|纳入|进行|实行|执行|组织(?!部|机构|委员|协会)/;

/** The shortest phrase from `start` that ends in a noun of a body and has a predicate behind it. */
function readBody(clause: string, start: number): Named | null {
  const window = clause.slice(start, start + PHRASE_LIMIT);
  const system = SYSTEM.exec(window)?.[0].length ?? 0;
  if (system > 0) return readSystemBody(clause, start + system);
  const relative = RELATIVE_START.test(window);
  if (!relative && !canBegin(window)) return null;
  for (const length of bodyEnds(window)) {
    const words = window.slice(0, length);
    const end = start + length;
    if (end === clause.length) return null;
    PREDICATE_START.lastIndex = end;
    if (!PREDICATE_START.test(clause)) continue;
    MEASURE_START.lastIndex = end;
    if (/[人职]员$|员工$/.test(words) && MEASURE_START.test(clause)) continue;
    if (INNER_VERB.test(words) && !/的[^的]{1,14}$/.test(words))
      return clause[end] === '□' ? lastName(window, start, length) : null;
    if (relative && !words.includes('的') && !/^(?:负有|涉及)/.test(words)) return null;
    return { start, end };
  }
  return null;
}

/** 严格落实企业主要负责人每季度带队检查制度: the doer stands inside the name of the system, straight before its rate. */
const SYSTEM = /^(?:严格|认真|全面|切实)*(?:建立健全|健全完善|落实|执行|实行|坚持|健全|完善|建立)(?=[^□]{2,24}□)/;

function readSystemBody(clause: string, start: number): Named | null {
  const rate = clause.indexOf('□', start);
  const name = clause.slice(start, rate);
  if (!canBegin(name) || INNER_VERB.test(name) || !endsInBody(name)) return null;
  return { start, end: rate };
}

/** 隐患排查实行企业日查: straight before a rate stands who does it, whatever leads up to the name. */
function lastName(window: string, start: number, length: number): Named | null {
  const words = window.slice(0, length);
  const verbs = [...words.matchAll(new RegExp(INNER_VERB, 'g'))];
  const last = verbs.at(-1);
  const from = last ? last.index + last[0].length : length;
  const name = words.slice(from);
  return name.length >= 2 && canBegin(name) ? { start: start + from, end: start + length } : null;
}

const CAUSATIVES = new RegExp(`${CAUSATIVE}|组织|禁止|严禁`, 'g');
const WEAK = /^(?:推进|促进|带动|引领|支持)$/;

function findCausee(clause: string, from: number, hasDoer: boolean): ClauseSubjects['causee'] {
  let causee: ClauseSubjects['causee'] = null;
  for (const verb of clause.slice(from).matchAll(CAUSATIVES)) {
    if (verb[0] === '组织' && hasDoer) continue;
    const start = skipLead(clause, from + verb.index + verb[0].length);
    if (causee && start < causee.end) continue;
    const body = readBody(clause, start);
    if (!body || (/[禁]/.test(verb[0]) && clause.slice(body.start, body.end).includes('的'))) continue;
    causee = { ...body, weak: WEAK.test(verb[0]) };
  }
  return causee;
}
