import { contract, idSchema, localDateSchema, pageOf, pageQuery } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

/*
 * What everybody may read without signing in. Nothing imports the slice's other words: the page's script stays small.
 */

/** Where the page lies; a notice is `/public/notices/<id>`. */
export const PUBLIC_NOTICES = '/public/notices';

/** Tabs: plates that hang, plates that were taken down, circulars and exposures. */
export const NOTICE_GROUPS = ['listed', 'delisted', 'others'] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];
export const NOTICE_GROUP_NAMES: Record<NoticeGroup, string> = {
  listed: '挂牌督办中',
  delisted: '已摘牌',
  others: '曝光和通报',
};

/**
 * How long the notice of what has ended stays: the public is to see that it was cured, and an enterprise that cured it
 * is not shown for ever. No national text sets a time; the office takes one down earlier by 撤下公示.
 */
export const KEPT_MONTHS = 12;

export const publicNoticeSchema = z.object({
  id: idSchema,
  /** 县级挂牌督办, 曝光通知, 通报 */
  kindName: z.string(),
  number: z.string(),
  issuerName: z.string(),
  /** The words that a person put out, checked for personal data. */
  notice: z.string(),
  issuedOn: localDateSchema,
  publishedOn: localDateSchema,
  /** When a plate was taken down, or the paper ended; null while it runs. */
  endedOn: localDateSchema.nullable(),
  isListing: z.boolean(),
  delistingNumber: z.string().nullable(),
});
export type PublicNotice = z.infer<typeof publicNoticeSchema>;

/** A minute and address: enough for a hall full of phones, too little to copy the register again and again. */
const PER_MINUTE = 120;

export const listPublicNotices = contract({
  method: 'GET',
  url: '/api/public/notices',
  permission: null,
  perMinute: PER_MINUTE,
  summary: '挂牌督办、曝光、通报的公示（无需登录；只含由人公布的文字，不含个人信息）',
  query: z.object({
    group: z.enum(NOTICE_GROUPS).default('listed'),
    q: z.string().trim().max(40).optional(),
    /** Six digits; all counties of this installation without it. */
    county: z
      .string()
      .regex(/^\d{6}$/, '县级区划代码应为 6 位数字')
      .optional(),
    ...pageQuery,
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: pageOf(publicNoticeSchema).extend({ counts: z.record(z.enum(NOTICE_GROUPS), z.int()) }),
});

export const getPublicNotice = contract({
  method: 'GET',
  url: '/api/public/notices/:id',
  permission: null,
  perMinute: PER_MINUTE,
  summary: '一条公示（无需登录）',
  params: z.object({ id: idSchema }),
  response: publicNoticeSchema,
});
