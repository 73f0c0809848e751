import { INDUSTRY_CODES, type Industry } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';

/** Which enterprises a duty falls on: those that meet every condition; an empty set or null asks for nothing. */
export const classRuleSchema = z.object({
  industries: z.array(z.enum(INDUSTRY_CODES)).max(30),
  highRisk: z.boolean().nullable(),
});
export type ClassRule = z.infer<typeof classRuleSchema>;

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
  return { industries: [...industries], highRisk: /高危/.test(words) && industries.size === 0 ? true : null };
}
