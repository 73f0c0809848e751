import { findTimes } from '../language/frequencies.ts';
import type { Draft } from './draft.ts';
import { findTarget } from './measures.ts';
import { clauseOpening, hanCount, type ReadClause, type ReadSentence } from './read-sentence.ts';

const BAN =
  /一律|严禁|(?<![“"非])禁止(?!和限制|、限制|或限制|类|性|进入的|[”"])|不得(?!已|不|少于|低于|超过|高于|大于|小于|晚于|迟于|多于)|终身/;
const BAN_NOUN = /[“"‘][^”"’]{0,8}一律[”"’]|[一二三四五六七八九十]个一律/;

/** 未按期整改的, 对发生亡人事故的企业. */
const CONDITION = /的$|^(?:对|凡|发现|未|如|若|经|因|拒|今后|逾期).*的[\u4e00-\u9fff、“”（）]{2,24}$/;

/** Bans and fixed consequences: one for each clause with 一律, 严禁, 禁止, 不得, 终身. */
export function banDuty(sentence: ReadSentence, index: number): Draft | null {
  const clause = sentence.clauses[index];
  if (!clause || !BAN.test(clause.words)) return null;
  const words = clause.words.replace(BAN_NOUN, (noun) => '■'.repeat(noun.length));
  const ban = BAN.exec(words);
  if (!ban) return null;
  const before = words.slice(0, ban.index);
  const previous = sentence.clauses[index - 1];
  const isCondition = previous !== undefined && previous.mark === '，' && CONDITION.test(previous.words);
  const takePrevious =
    previous !== undefined &&
    previous.mark === '，' &&
    (isCondition || (hanCount(clause.words) <= 10 && previous.subjects().doer !== null));
  const start = takePrevious ? clauseOpening(previous) : clauseOpening(clause);
  const date = [...(takePrevious ? previous.dates : []), ...clause.dates].find(
    (find) => find.use === 'by' || find.use === 'on',
  );
  const deadline = date?.values[0]?.to;
  const conditionEnd =
    takePrevious && isCondition ? previous.end : /的$/.test(before) ? clause.start + ban.index : null;
  return {
    kind: 'prohibition-trigger',
    start,
    end: clause.end,
    clause: index,
    lastClause: index,
    scope: { start, end: clause.end },
    ...(deadline ? { deadline } : {}),
    ...(conditionEnd !== null ? { condition: { start, end: conditionEnd } } : {}),
    aside: false,
    confidence: 0.85,
  };
}

const NOT_COUNTED = /(?:发生|累计|连续|出现|超过|受到|查处|存在|累积|至多|最多)[^，。；]{0,10}$/;
const COUNT_DEED =
  /开展|组织|进行|举办|召开|举行|排查|检查|培训|演练|轮训|考核|评估|复核|观看|参加|自查|整治|清理|普查|摸排|体检|督导|督查|巡查|宣讲|调研|测试|评审|研究|学习|讲|核查/;

/** A stated number of times without period and date. */
export function countDuty(clause: ReadClause, index: number): Draft | null {
  const times = findTimes(clause.words);
  if (!times) return null;
  const before = clause.words.slice(0, times.start);
  const after = clause.words.slice(times.end);
  if (
    NOT_COUNTED.test(before) ||
    /[每新首第再上下本多历另又]$/.test(before) ||
    /^(?:的|以上的|及以上|以上事故|死亡|被|未)/.test(after)
  )
    return null;
  if (!COUNT_DEED.test(clause.words) || /的$/.test(clause.words)) return null;
  const start = clauseOpening(clause);
  const target = findTarget(clause.words);
  return {
    kind: 'one-off-count',
    start,
    end: clause.end,
    clause: index,
    lastClause: index,
    scope: { start, end: clause.end },
    count: times.times,
    ...(target ? { target } : {}),
    aside: false,
    confidence: 0.8,
  };
}

const TARGET_DEED = /实现|达到|达|确保|推动|推进|保持|力争|全覆盖|全部|不低于|不少于|至少|下降|必须|培育|打造|创建|零/;

/** A measurable result without a date. */
export function targetDuty(clause: ReadClause, index: number): Draft | null {
  const target = findTarget(clause.words);
  if (!target || !TARGET_DEED.test(clause.words) || hanCount(clause.words) < 6) return null;
  if (
    /^全部/.test(target) &&
    !/^全部(?:加装|淘汰|完成|清零|清退|退出|整改|安装|配备|接入|达标|取缔|关闭|持证|到位|轮训|培训|消除|实现|上岗|上线|更换|拆除|改造|销号|入网|联网)/.test(
      target,
    )
  )
    return null;
  if (
    /的$|(?:以上|以下|%|覆盖)的/.test(clause.words) ||
    /(?:发生|死亡|一年内|累计)[^，\d]{0,10}\d{1,3}(?:人|起)/.test(clause.words)
  )
    return null;
  const start = clauseOpening(clause);
  return {
    kind: 'target',
    start,
    end: clause.end,
    clause: index,
    lastClause: index,
    scope: { start, end: clause.end },
    target,
    aside: false,
    confidence: 0.72,
    doubts: ['measure-without-date'],
  };
}
