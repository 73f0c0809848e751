import type { Body, Division } from '@zhiben/slices/division/domain';
import type { Industry } from '@zhiben/slices/enterprise/domain';
import { COUNTY } from './county.ts';
import type { Random } from './random.ts';

const WHOLE = `${COUNTY}000000`;

const TOWNSHIPS = [
  '城关镇',
  '青石岭镇',
  '白沙渡镇',
  '石桥镇',
  '枫树坪镇',
  '新河镇',
  '柳溪镇',
  '大湾镇',
  '双龙乡',
  '云雾山乡',
  '桃花井乡',
  '北坡乡',
] as const;
const PARK = '示范县高新技术产业园区';
const VILLAGES = ['东头', '西头', '上坪', '下坪', '井边', '桥头', '新村', '老街'] as const;

interface Department {
  readonly name: string;
  readonly shortName: string;
  readonly industries: readonly Industry[];
}

const DEPARTMENTS: readonly Department[] = [
  {
    name: '示范县应急管理局',
    shortName: '应急局',
    industries: ['chemicals', 'industrial-trade', 'fireworks', 'noncoal-mine'],
  },
  { name: '示范县住房和城乡建设局', shortName: '住建局', industries: ['construction', 'self-built-house'] },
  { name: '示范县城市管理局', shortName: '城管局', industries: ['city-gas'] },
  {
    name: '示范县交通运输局',
    shortName: '交通局',
    industries: ['road-transport', 'inland-vessel', 'highway-waterway-construction', 'highway-operation'],
  },
  { name: '示范县市场监督管理局', shortName: '市监局', industries: ['special-equipment'] },
  { name: '示范县消防救援大队', shortName: '消防大队', industries: ['crowded-place'] },
  { name: '示范县教育局', shortName: '教育局', industries: ['education'] },
  { name: '示范县卫生健康局', shortName: '卫健局', industries: ['medical-institution'] },
  { name: '示范县文化旅游广电体育局', shortName: '文旅局', industries: ['culture-tourism'] },
  { name: '示范县商务局', shortName: '商务局', industries: ['commerce'] },
  { name: '示范县农业农村局', shortName: '农业农村局', industries: ['agricultural-machinery', 'fishing-vessel'] },
  { name: '示范县民政局', shortName: '民政局', industries: ['elderly-care'] },
  { name: '示范县发展和改革局', shortName: '发改局', industries: ['power', 'grain-storage'] },
  { name: '示范县邮政业发展中心', shortName: '邮政中心', industries: ['postal-express'] },
];

export interface Places {
  readonly divisions: readonly Division[];
  readonly bodies: readonly Body[];
  readonly office: Body;
  readonly departments: readonly Body[];
  /** Bodies of the townships and the park, each with its division. */
  readonly territories: readonly Body[];
  /** The department that supervises an industry. */
  readonly supervisorOf: ReadonlyMap<Industry, Body>;
  /** Villages of a township or park; the territory itself where it has none. */
  readonly villagesOf: ReadonlyMap<string, readonly string[]>;
}

/** The county's tree and bodies. */
export function makePlaces(random: Random, foundedAt: Date): Places {
  const townships: Division[] = TOWNSHIPS.map((name, i) => ({
    code: `${COUNTY}${100 + i}000`,
    name,
    kind: 'township',
    parent: WHOLE,
  }));
  const park: Division = { code: `${COUNTY}400000`, name: PARK, kind: 'park', parent: WHOLE };
  const villages = townships.flatMap((township) =>
    VILLAGES.map(
      (name, i): Division => ({
        code: `${township.code.slice(0, 9)}${String(200 + i)}`,
        name: `${name}村`,
        kind: 'village',
        parent: township.code,
      }),
    ),
  );
  const body = (name: string, shortName: string, kind: Body['kind'], division: string): Body => ({
    id: random.id(foundedAt),
    name,
    shortName,
    kind,
    division,
    industries: null,
  });
  const office = body('示范县安全生产委员会办公室', '县安委办', 'committeeOffice', WHOLE);
  const leadership = body('示范县人民政府', '县政府', 'leadership', WHOLE);
  const departments = DEPARTMENTS.map(({ name, shortName, industries }) => ({
    ...body(name, shortName, 'department', WHOLE),
    industries: [...industries],
  }));
  const territories = [...townships, park].map((division) =>
    division.kind === 'park'
      ? body(`${division.name}管理委员会`, '高新区管委会', 'park', division.code)
      : body(`${division.name}人民政府`, division.name, 'township', division.code),
  );
  const supervisorOf = new Map(
    departments.flatMap((d) => d.industries.map((industry) => [industry as Industry, d as Body] as const)),
  );
  const villagesOf = new Map(
    [...townships, park].map((t) => {
      const own = villages.filter((v) => v.parent === t.code).map((v) => v.code);
      return [t.code, own.length ? own : [t.code]];
    }),
  );
  const county: Division = { code: WHOLE, name: '示范县', kind: 'county', parent: null };
  return {
    divisions: [county, ...townships, park, ...villages],
    bodies: [office, leadership, ...departments, ...territories],
    office,
    departments,
    territories,
    supervisorOf,
    villagesOf,
  };
}
