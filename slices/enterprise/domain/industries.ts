/**
 * Industries by which supervision is divided (监管行业), not GB/T 4754 classes. Those with a national standard of
 * major hazards carry the code that `packages/standards` uses for it.
 */
export const INDUSTRIES = {
  'industrial-trade': '工贸',
  chemicals: '化工和危险化学品',
  fireworks: '烟花爆竹',
  'coal-mine': '煤矿',
  'noncoal-mine': '金属非金属矿山',
  construction: '房屋市政工程',
  'city-gas': '城镇燃气',
  power: '电力',
  'special-equipment': '特种设备',
  'civil-explosives': '民用爆炸物品',
  'water-passenger': '水上客运',
  'inland-vessel': '内河运输船舶',
  'fishing-vessel': '渔业船舶',
  'agricultural-machinery': '农机',
  'culture-tourism': '文化和旅游',
  'medical-institution': '医疗机构',
  'self-built-house': '自建房',
  'road-transport': '道路运输',
  'highway-operation': '公路运营',
  'highway-waterway-construction': '公路水运工程',
  'postal-express': '邮政快递',
  education: '教育',
  'elderly-care': '养老机构',
  commerce: '商场超市和餐饮',
  'crowded-place': '人员密集场所（消防）',
  'water-works': '水利工程',
  'grain-storage': '粮食和物资储备',
} as const;

export type Industry = keyof typeof INDUSTRIES;
export const INDUSTRY_CODES = Object.keys(INDUSTRIES) as [Industry, ...Industry[]];

export function industryName(code: string): string {
  return (INDUSTRIES as Record<string, string>)[code] ?? code;
}

/**
 * High-risk industries 高危行业领域 as the three-year action counts them: mines, hazardous chemicals, fireworks,
 * transport, construction, civil explosives, metal smelting, fishing (enterprise-duties.json, HIGH_RISK).
 */
export const HIGH_RISK_INDUSTRIES: readonly Industry[] = [
  'coal-mine',
  'noncoal-mine',
  'chemicals',
  'fireworks',
  'road-transport',
  'water-passenger',
  'inland-vessel',
  'construction',
  'highway-waterway-construction',
  'civil-explosives',
  'fishing-vessel',
];
