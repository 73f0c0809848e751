import { ENTERPRISE_SIZES, INDUSTRY_CODES, type Industry, SUPERVISION_GRADES } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';

/** Which enterprises a duty falls on: those that meet every condition; an empty set or null asks for nothing. */
export const classRuleSchema = z.object({
  industries: z.array(z.enum(INDUSTRY_CODES)).max(30),
  highRisk: z.boolean().nullable(),
  /** Enterprises whose size or grade nobody has entered meet no such condition. */
  sizes: z.array(z.enum(ENTERPRISE_SIZES)).max(ENTERPRISE_SIZES.length).default([]),
  grades: z.array(z.enum(SUPERVISION_GRADES)).max(SUPERVISION_GRADES.length).default([]),
});
export type ClassRule = z.output<typeof classRuleSchema>;

/** Words of plans for industries; one word may name several (矿山). Longer words come first and hide shorter ones. */
const INDUSTRY_WORDS: readonly (readonly [RegExp, readonly Industry[]])[] = [
  [/非煤矿山|金属非金属矿山/, ['noncoal-mine']],
  [/煤矿/, ['coal-mine']],
  [/矿山|矿井/, ['coal-mine', 'noncoal-mine']],
  [/危险化学品|危化|化工|油气/, ['chemicals']],
  [/烟花爆竹/, ['fireworks']],
  [/民用爆炸|民爆/, ['civil-explosives']],
  [/建筑施工|房屋市政|房屋建筑|建筑工地/, ['construction']],
  [/公路水运工程|交通工程建设/, ['highway-waterway-construction']],
  [/道路运输|客运|货运|“两客一危”|两客一危/, ['road-transport']],
  [/渔业|渔船/, ['fishing-vessel']],
  [/燃气/, ['city-gas']],
  [/电力|发电/, ['power']],
  [/特种设备/, ['special-equipment']],
  [/工贸|金属冶炼|冶金|粉尘涉爆|有限空间|涉氨/, ['industrial-trade']],
  [/农机|农业机械/, ['agricultural-machinery']],
  [/景区|文旅|旅游/, ['culture-tourism']],
  [/医院|医疗/, ['medical-institution']],
  [/养老/, ['elderly-care']],
  [/学校|校园/, ['education']],
  [/商场|餐饮|超市|商贸/, ['commerce']],
  [/人员密集|公众聚集/, ['crowded-place']],
  [/快递|寄递/, ['postal-express']],
];

/** Words that name enterprises or their people as those who owe something. */
const ENTERPRISES = /企业|生产经营单位|经营主体|厂矿|矿井|班组|车间|公众聚集场所/;
/** A body that is told to press enterprises owes it itself. */
const BODY = /政府|党委|乡镇|街道|部门|委员会|安委|[局委办]$/;

/** Whether the words say that enterprises owe the duty, not a body that presses them. */
export function fallsOnEnterprises(words: string): boolean {
  return ENTERPRISES.test(words) && !BODY.test(words);
}

/** The class of enterprises that words such as 高危行业企业, 规模以上工贸企业 name. A person confirms. */
export function proposeClassRule(words: string): ClassRule {
  const industries = new Set<Industry>();
  let rest = words;
  for (const [pattern, codes] of INDUSTRY_WORDS) {
    if (!pattern.test(rest)) continue;
    rest = rest.replaceAll(new RegExp(pattern, 'g'), '');
    for (const code of codes) industries.add(code);
  }
  return {
    industries: [...industries],
    highRisk: /高危/.test(words) && industries.size === 0 ? true : null,
    sizes: SIZE_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? [],
    grades: gradesIn(words),
  };
}

/** 规模以上 is a line of turnover, not one of the four sizes: a person says what it means. */
const SIZE_WORDS: readonly (readonly [RegExp, ClassRule['sizes']])[] = [
  [/中小微/, ['medium', 'small', 'micro']],
  [/大中型/, ['large', 'medium']],
  [/中小(?:型|企业)/, ['medium', 'small']],
  [/小微/, ['small', 'micro']],
  [/大型/, ['large']],
  [/中型/, ['medium']],
  [/小型/, ['small']],
  [/微型/, ['micro']],
];

/** C级, C、D级, A级和B级; a letter that is no grade (3A级景区) is none. */
function gradesIn(words: string): ClassRule['grades'] {
  const named = new Set(
    [...words.matchAll(/(?<![A-Za-z0-9])([A-D](?:[级、和及或与,，]*[A-D])*)\s*级/g)].flatMap(([, letters = '']) => [
      ...letters.replace(/[^A-D]/g, ''),
    ]),
  );
  return SUPERVISION_GRADES.filter((grade) => named.has(grade));
}
