import { contract, idSchema, localDateSchema, optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

export const PAPER_KINDS = ['licence', 'standardisation', 'insurance', 'listing', 'officeBan', 'accident'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** 列入情形, 应急管理部令第11号 第6—8条 (as `grading-credit-insurance.md` §3 lists them, with its marks). */
export const LISTING_GROUNDS = {
  accident1: '发生特别重大、重大事故负有责任',
  accident2: '12 个月内累计发生 2 起以上较大事故',
  accident3: '情节特别严重，依安全生产法第 114 条加倍处罚',
  accident4: '瞒报、谎报事故',
  accident5: '不立即组织抢救，或调查期间擅离职守、逃匿',
  violation1: '未取得或被暂扣、吊销安全生产许可仍从事生产经营',
  violation2: '机构租借资质、挂靠、出具虚假报告或证书',
  violation3: '有履行能力而拒不履行、逃避履行处罚（待核）',
  violation4: '其他严重违法情形（待核）',
} as const;
type ListingGround = keyof typeof LISTING_GROUNDS;
/** Grounds on which the principal alone is listed. */
const PERSONAL_GROUNDS: readonly ListingGround[] = ['accident5'];
const GROUNDS = Object.keys(LISTING_GROUNDS) as [ListingGround, ...ListingGround[]];

/** Why somebody may not be a principal 主要负责人: 《安全生产法》第九十四条; each with its term in `papers.rules.ts`. */
export const BAN_GROUNDS = {
  sentence: '受刑事处罚（自刑罚执行完毕之日起五年）',
  dismissal: '受撤职处分（自受处分之日起五年）',
  accident: '对重大、特别重大事故负有责任（终身，限本行业）',
} as const;
export type BanGround = keyof typeof BAN_GROUNDS;

const dates = { startsOn: localDateSchema, endsOn: localDateSchema };
/** Each kind with the fields that its register asks for. Amounts: limitPerPerson in 万元, premium in 元. */
export const paperSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('licence'),
      title: text(80),
      number: text(80),
      issuer: optionalText(80),
      startsOn: localDateSchema,
      endsOn: localDateSchema.nullable().default(null),
    }),
    z.object({
      kind: z.literal('standardisation'),
      level: z.int().min(1).max(3),
      number: text(80),
      issuer: optionalText(80),
      ...dates,
    }),
    z.object({
      kind: z.literal('insurance'),
      title: text(80),
      number: text(80),
      insured: z.int('应为整数').min(1, '至少 1 人'),
      limitPerPerson: z.number('应为数字').positive('应大于 0'),
      premium: z.number('应为数字').nonnegative('不能为负数').nullable().default(null),
      ...dates,
    }),
    z.object({
      kind: z.literal('listing'),
      ground: z.enum(GROUNDS, '请选择列入情形'),
      number: text(80),
      issuer: text(80),
      startsOn: localDateSchema,
      /** Set where a person is listed, not the enterprise: principals and others responsible are listed by name. */
      person: optionalText(40),
    }),
    z.object({
      kind: z.literal('officeBan'),
      person: text(40),
      ground: z.enum(Object.keys(BAN_GROUNDS) as [BanGround, ...BanGround[]], '请选择情形'),
      number: text(80),
      issuer: text(80),
      startsOn: localDateSchema,
    }),
    z.object({
      kind: z.literal('accident'),
      title: text(120),
      startsOn: localDateSchema,
      deaths: z.int('应为整数').min(0, '不能为负数'),
      injured: z.int('应为整数').min(0, '不能为负数'),
    }),
  ])
  .superRefine((paper, check) => {
    if ('endsOn' in paper && paper.endsOn !== null && paper.endsOn < paper.startsOn)
      check.addIssue({ code: 'custom', path: ['endsOn'], message: '届满日不能早于起始日' });
    if (paper.kind === 'listing' && PERSONAL_GROUNDS.includes(paper.ground) && paper.person === '')
      check.addIssue({ code: 'custom', path: ['person'], message: '这一情形列入的是主要负责人本人，请填写姓名' });
  });
export type Paper = z.output<typeof paperSchema>;

export const paperRecordSchema = z.object({
  id: idSchema,
  kind: z.enum(PAPER_KINDS),
  title: z.string(),
  number: z.string(),
  issuer: z.string(),
  startsOn: localDateSchema,
  endsOn: localDateSchema.nullable(),
  /** What only this kind has: level, change, insured, ground … */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  endedOn: localDateSchema.nullable(),
  endedWhy: z.string(),
  recordedAt: z.iso.datetime(),
  recordedByName: z.string(),
  state: z.enum(['inForce', 'expiring', 'expired', 'ended']),
});
export type PaperRecord = z.infer<typeof paperRecordSchema>;

export const addPaper = contract({
  method: 'POST',
  url: '/api/enterprises/:id/papers',
  permission: 'enterprise:edit',
  summary: '登记许可证照、标准化等级、安责险、失信列入、任职禁止或事故',
  params: z.object({ id: idSchema }),
  body: z.object({ id: idSchema, paper: paperSchema }),
  response: paperRecordSchema,
});

export const endPaper = contract({
  method: 'POST',
  url: '/api/enterprises/:id/papers/:paperId/end',
  permission: 'enterprise:enter',
  summary: '终止一项证照、等级、保险、失信列入或任职禁止（注明理由和依据）',
  params: z.object({ id: idSchema, paperId: idSchema }),
  body: z.object({ commandId: idSchema, endedOn: localDateSchema, why: text(200) }),
  response: paperRecordSchema,
});
