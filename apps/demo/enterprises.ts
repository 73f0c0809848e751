import { creditCodeCheck, HIGH_RISK_INDUSTRIES, type Industry } from '@zhiben/slices/enterprise/domain';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import { COUNTY } from './county.ts';
import type { Places } from './places.ts';
import type { Random } from './random.ts';

/** How many of a thousand enterprises, and what they are called at the end of their names. */
const KINDS: readonly (readonly [Industry, number, readonly string[]])[] = [
  [
    'industrial-trade',
    340,
    [
      '机械制造有限公司',
      '木业有限公司',
      '食品加工厂',
      '铸造有限公司',
      '家具厂',
      '纺织有限公司',
      '水泥制品有限公司',
      '金属制品有限公司',
    ],
  ],
  ['crowded-place', 110, ['大酒店', '商务宾馆', '歌舞厅', '影剧院']],
  ['commerce', 90, ['购物广场有限公司', '超市', '餐饮有限公司']],
  ['construction', 80, ['建筑工程有限公司', '安居小区二期项目部', '装饰工程有限公司']],
  ['road-transport', 75, ['客运有限公司', '物流运输有限公司', '出租汽车有限公司']],
  ['education', 60, ['中心小学', '幼儿园', '实验中学']],
  ['chemicals', 45, ['化工有限公司', '涂料制造有限公司', '精细化工科技股份有限公司']],
  ['self-built-house', 40, ['经营性自建房（民宿）', '经营性自建房（饭店）']],
  ['special-equipment', 35, ['电梯维保有限公司', '锅炉供热站']],
  ['noncoal-mine', 30, ['采石场', '矿业有限公司', '尾矿库']],
  ['city-gas', 22, ['燃气有限公司', '液化气站']],
  ['medical-institution', 18, ['卫生院', '中医院']],
  ['elderly-care', 15, ['敬老院', '养老服务中心']],
  ['culture-tourism', 14, ['风景区管理有限公司', '漂流有限公司']],
  ['fireworks', 10, ['烟花爆竹批发有限公司', '烟花厂']],
  ['postal-express', 10, ['快递有限公司']],
  ['power', 8, ['水电站', '光伏发电有限公司']],
  ['grain-storage', 6, ['粮食储备库']],
  ['agricultural-machinery', 6, ['农机专业合作社']],
  ['highway-waterway-construction', 5, ['公路改建工程项目部']],
  ['inland-vessel', 4, ['航运有限公司']],
  ['fishing-vessel', 2, ['渔业合作社']],
];
const FIRST = ['鑫', '恒', '瑞', '宏', '兴', '泰', '永', '安', '盛', '华', '金', '德', '福', '康', '明', '同'];
const SECOND = ['源', '达', '旺', '顺', '丰', '利', '和', '祥', '通', '辉', '峰', '诚', '升', '茂', '腾', '益'];
const SURNAMES = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const GIVEN = ['示一', '示二', '示三', '范安', '范宁', '范和', '示平', '示全', '范康', '示泰'];

/** A name that no one bears. */
export function personName(random: Random): string {
  return `${random.pick(SURNAMES)}${random.pick(GIVEN)}`;
}

/** Number beginning with 100: never given to a telephone. */
export function phoneNumber(random: Random): string {
  return `100${String(random.int(0, 99_999_999)).padStart(8, '0')}`;
}

/** Territories lie side by side, four in a row, each about 15 km by 14 km; nobody builds at the very edge. */
function positionIn(random: Random, territory: number): { longitude: number; latitude: number } {
  const [column, row] = [territory % 4, Math.floor(territory / 4)];
  return {
    longitude: Number((110 + (column + 0.1 + 0.8 * random.next()) * 0.15).toFixed(5)),
    latitude: Number((27.5 + (row + 0.1 + 0.8 * random.next()) * 0.125).toFixed(5)),
  };
}

/** Makes enterprises one after another, so that any number fits into memory. */
export function* makeEnterprises(random: Random, places: Places, count: number, at: Date): Generator<NewEnterprise> {
  const kinds = KINDS.map((kind) => [kind, kind[1]] as const);
  const used = new Map<string, number>();
  for (let serial = 1; serial <= count; serial++) {
    const [industry, , endings] = random.weighted(kinds);
    const atPark = (industry === 'chemicals' || industry === 'industrial-trade') && random.chance(0.35);
    const territory = atPark ? places.territories.at(-1) : random.pick(places.territories.slice(0, -1));
    if (!territory) throw new Error('a county has territories');
    const place = territory.shortName === '高新区管委会' ? '高新区' : territory.shortName.replace(/[镇乡]$/, '');
    const plain = `示范县${place}${random.pick(FIRST)}${random.pick(SECOND)}${random.pick(endings)}`;
    const before = used.get(plain) ?? 0;
    used.set(plain, before + 1);
    // 示范 divisions have codes beginning with 99, so these credit codes belong to nobody.
    const first17 = `91${COUNTY}${String(serial).padStart(9, '0')}`;
    const employees = Math.round(Math.exp(random.next() * 5 + 1));
    yield {
      id: random.id(at),
      name: before === 0 ? plain : `${plain}（${before + 1}号）`,
      creditCode: first17 + creditCodeCheck(first17),
      division: random.pick(places.villagesOf.get(territory.division) ?? [territory.division]),
      industry,
      address: `示范县${territory.shortName}示范路 ${random.int(1, 400)} 号`,
      ...positionIn(random, places.territories.indexOf(territory)),
      employees,
      highRisk: HIGH_RISK_INDUSTRIES.includes(industry),
      principalName: personName(random),
      principalPhone: phoneNumber(random),
      controllerName: personName(random),
      supervisingBodyId: places.supervisorOf.get(industry)?.id ?? null,
    };
  }
}
