import type { Body } from '@zhiben/slices/division/domain';
import { type BodyAlias, bodiesOfAlias, findAliases, namesOneBody } from './body-alias.rules.ts';
import { BODY_SUFFIXES, DEPARTMENT_STEMS } from './body-names.ts';

export type KnownBody = Pick<Body, 'id' | 'name' | 'shortName' | 'kind'>;

/** A group of bodies that the text names by one word, such as 各乡镇. */
interface MatchedGroup {
  readonly phrase: string;
  readonly bodyIds: readonly string[];
}

export interface BodyMatch {
  /** Bodies named one by one, in the order of the text. */
  readonly named: readonly string[];
  readonly groups: readonly MatchedGroup[];
  /** The words name enterprises or their people: a body can only press them. */
  readonly onEnterprises: boolean;
}

/**
 * Finds this county's bodies in the words that name who must act, or with `prose` in running text, where a stem counts
 * only together with what makes it a name (教育局, not 教育培训). The county's own words come before what is shipped.
 */
export function matchBodies(
  text: string,
  bodies: readonly KnownBody[],
  options: { prose?: boolean; aliases?: readonly BodyAlias[] } = {},
): BodyMatch {
  const said = text.replace(/\s+/g, '');
  const { found: aliases, rest: words } = findAliases(said, options.aliases ?? []);
  const found = new Map<string, number>();
  const note = (id: string, at: number) => found.set(id, Math.min(at, found.get(id) ?? at));
  for (const body of bodies) {
    for (const name of [body.name, body.shortName]) {
      const at = words.indexOf(name);
      if (at >= 0 && name.length >= 3) note(body.id, at);
    }
  }
  for (const { stems, ids } of departmentsOf(bodies)) {
    for (const match of words.matchAll(namePattern(stems, options.prose ?? false))) {
      for (const id of ids) note(id, match.index);
    }
  }
  const groups: MatchedGroup[] = [];
  for (const { alias, at } of aliases) {
    const ids = bodiesOfAlias(alias, bodies);
    if (namesOneBody(alias)) for (const id of ids) note(id, at);
    else if (ids.length > 0) groups.push({ phrase: alias.phrase, bodyIds: ids });
  }
  for (const { pattern, kinds, asOne } of SHIPPED_WORDS) {
    // Running text speaks of 有关部门 and 县安委会 everywhere without meaning that they act.
    const match = options.prose ? null : pattern.exec(words);
    if (!match) continue;
    const ids = bodies.filter((body) => kinds.includes(body.kind)).map((body) => body.id);
    if (asOne) for (const id of ids) note(id, match.index);
    else if (ids.length > 0) groups.push({ phrase: match[0], bodyIds: ids });
  }
  const named = [...found].sort((a, b) => a[1] - b[1]).map(([id]) => id);
  return { named, groups, onEnterprises: ENTERPRISES.test(words) };
}

const ENTERPRISES = /企业|生产经营单位|厂矿|矿井|班组|车间|公众聚集场所|高危行业/;

interface Group {
  /** How the word usually stands in a plan. */
  readonly phrase: string;
  readonly pattern: RegExp;
  readonly kinds: readonly Body['kind'][];
  /** The word means one body, the office, not a group. */
  readonly asOne?: boolean;
}

/** The words that are shipped, each a rule over the kinds of bodies. A county's word of the same letters replaces it. */
export const SHIPPED_WORDS: readonly Group[] = [
  {
    phrase: '县安委办、县安委会',
    // Not a township's or a zone's own committee, and not its members.
    pattern: /(?<![区）)镇乡地])(?:县?安委办|安委会办公室|安全生产委员会办公室|县?安委会(?!各?(?:有关)?成员|有关))/,
    kinds: ['committeeOffice'],
    asOne: true,
  },
  {
    phrase: '各乡镇、各街道、各地',
    pattern:
      /各(?:乡镇|镇乡|镇街|乡|镇)|乡镇(?:街道|党委|政府|人民政府)?|镇[（(]场[）)]|街道办事处|各地(?!块)|各级各部门/,
    kinds: ['township'],
  },
  { phrase: '园区、开发区', pattern: /(?<!化工)园区|经济?开发区|高新区/, kinds: ['park'] },
  {
    phrase: '县安委会成员单位、县有关部门、各部门',
    pattern:
      /成员单位|(?<!上级)(?:各|县直|县级|有关|相关|行业|职责的?|监管|主管)(?:有关|行业|监管|主管|牵头)?(?:部门|单位)/,
    kinds: ['department'],
  },
  {
    phrase: '党政领导、各级党委',
    pattern: /党政领导|党委和政府|党政主要负责|县委|县政府|各级党委/,
    kinds: ['leadership'],
  },
];

function departmentsOf(bodies: readonly KnownBody[]) {
  return DEPARTMENT_STEMS.map((stems) => ({
    stems,
    ids: bodies
      .filter((body) => body.kind === 'department' && stems.some((stem) => body.name.includes(stem)))
      .map((body) => body.id),
  })).filter(({ ids }) => ids.length > 0);
}

function namePattern(stems: readonly string[], prose: boolean): RegExp {
  const suffix = BODY_SUFFIXES.join('|');
  // A bare stem counts in a list: 应急、公安、消防等部门.
  const tail = prose ? `(?:${suffix})` : `(?:${suffix}|(?=$|[、，,；;：:和及与等（()）]))`;
  return new RegExp(`(?:${stems.join('|')})${tail}`, 'g');
}
