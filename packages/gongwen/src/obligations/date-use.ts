import type { DateContext } from '../language/date-points.ts';
import type { DateFind } from '../language/dates.ts';
import { findSubjects } from '../language/subjects.ts';
import { DEED_START } from '../language/verbs.ts';
import { hanCount } from './read-sentence.ts';

/** A date with the words around it in its clause, and the clause behind. */
export interface DatePlace {
  before: string;
  rest: string;
  next: string;
  /** The label in front of the clause (动员部署阶段：…). */
  label: string;
}

/** Objects that a date limits: 2024年底前到期的, 2020年前已鉴定的, 2021年以来发证的. */
const OBJECT_LIMIT =
  /^(?:已|的|(?!将|把|要|完成|制定)[^，。；、]{0,8}(?:排查(?:出|发现)?|发现|建成|投产|投用|投入使用|取得|发证|备案|登记|注册|开工|竣工|印发|发布|出台|颁布|鉴定|认定|到期|出厂|核发|签订|存在|遗留|新建|立项|挂牌|下达|生产)(?:完成|使用|并)?的(?!基础|同时))/;
/** An event, not a date, is the limit: 2024年汛期前, 2025年春季开学前. */
const EVENT_BEFORE = /^[\u4e00-\u9fff]{1,10}前(?![\u4e00-\u9fff]{0,1}期)/;
const NOUN_REST = /^(?:的|是|为|系|版|期间|前后)/;
/** 年底考核, 年终总结 are events, not limits. */
const YEAR_END_NOUN = /^(?:考核|考评|总结|述职|绩效|评优|评先|目标责任)/;
const PREPOSITION_START =
  /^(?:聚焦|围绕|结合|依托|按照|根据|依据|通过|针对|采取|对照|参照|以|在|充分利用|充分发挥|借助|运用)/;
const RESULT = /完成|达到|实现|建成|形成|不低于|不少于|不大于|不超过|超过|降至|提高到|全覆盖|全部|达标|[\d.]+%/;
const PLACE_LEAD = /^(?:由|[全我本](?:[省市县区国镇乡州旗局校院]|系统|行业|社会))/;

export const opensWithPreposition = (words: string): boolean => PREPOSITION_START.test(words);
export const statesResult = (words: string): boolean => RESULT.test(words);

/** What a date makes of the clause it stands in; `null` where it binds nobody. */
export function dutyOf(date: DateFind, place: DatePlace, context: DateContext): 'deadline' | 'in-period' | null {
  const { before, rest, next } = place;
  const value = date.values.at(-1);
  if (!value || date.use === 'false' || OBJECT_LIMIT.test(rest)) return null;
  if (context.year !== null && Number(value.to.slice(0, 4)) < context.year) return null;
  if (date.use !== 'span' && /(?:时限|期限|时间)(?:为|是|：)?$/.test(before)) return 'deadline';
  if (date.use === 'span' && (/时间(?:为|是|：)$/.test(before) || /阶段$|步骤$|时间$/.test(place.label))) return null;
  if (/有效期限?(?:至|到|为)?$/.test(before)) return null;
  if (date.use === 'by')
    return NOUN_REST.test(rest) || YEAR_END_NOUN.test(rest) || /[与比]$/.test(before) ? null : 'deadline';
  if (date.use === 'term') return hanCount(rest) + hanCount(next) >= 4 ? 'in-period' : null;
  if (context.planDate !== null && value.to < context.planDate) return null;
  if (!atOpening(before) || NOUN_REST.test(rest) || EVENT_BEFORE.test(rest)) return null;
  if (date.use === 'span' && value.from === context.periodFrom && value.to === context.periodTo) return null;
  if (!opensDeed(hanCount(rest) >= 2 ? rest : next, next)) return null;
  return date.use === 'on' || value.from === null ? 'deadline' : 'in-period';
}

/** Only a subject or an adverb stands before the date: otherwise the date belongs to a noun (开展2024年安全生产月活动). */
function atOpening(before: string): boolean {
  const words = before
    .replace(/^(?:其中|同时|并且|并|且|还|：|、|“)+/, '')
    .replace(/(?:计划|拟定|定|原则上|力争|争取|确保|务必|请|要|应|须|必须|将|分别|自|从|到|截至)*(?:于|在)?$/, '');
  if (words === '') return true;
  const { doer, causee } = findSubjects(`${words}□`);
  return (causee ?? doer)?.end === words.length;
}

/** Whether words open with a deed that can be done within a period (试点建设…, 由应急管理部门开展…), not with a general one. */
function opensDeed(words: string, next: string): boolean {
  const deed = words.replace(/^[，、：]+/, '').replace(PLACE_LEAD, '');
  DEED_START.lastIndex = 0;
  if (DEED_START.test(deed)) return true;
  if (PREPOSITION_START.test(deed)) return RESULT.test(deed) || hanCount(next) >= 4;
  if (findSubjects(words.replace(/^[，、：]+/, '')).doer) return true;
  return RESULT.test(deed.slice(0, 60));
}
