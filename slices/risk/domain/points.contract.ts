import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { levelCountsSchema } from './risk.contract.ts';
import { CONTROL_LEVELS, LEVELS } from './risk.terms.ts';

export const riskPointRowSchema = z.object({
  id: idSchema,
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  unitName: z.string(),
  name: z.string(),
  accidentType: z.string(),
  division: z.string(),
  industry: z.string(),
  level: z.enum(LEVELS).nullable(),
  controlLevel: z.enum(CONTROL_LEVELS).nullable(),
  ownerName: z.string(),
  reviewDueOn: localDateSchema.nullable(),
  assessedAt: instantSchema.nullable(),
  returned: z.boolean(),
  updatedAt: instantSchema,
});
export type RiskPointRow = z.infer<typeof riskPointRowSchema>;

/** level: gravest first · due: first to be assessed anew first · updated: by last change. */
export const POINT_SORTS = ['level', 'due', 'updated'] as const;
export type PointSort = (typeof POINT_SORTS)[number];
const sortSchema = z.enum(['level', '-level', 'due', '-due', 'updated', '-updated']);

export const pointFilter = {
  q: z.string().trim().max(100).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.string().max(50).optional(),
  /** serious: red and orange. */
  level: z.enum([...LEVELS, 'serious', 'ungraded']).optional(),
  controlLevel: z.enum(CONTROL_LEVELS).optional(),
  enterpriseId: idSchema.optional(),
  overdue: z.enum(['true']).optional(),
  returned: z.enum(['true']).optional(),
};
export type PointFilter = z.output<z.ZodObject<typeof pointFilter>>;

export const listRiskPoints = contract({
  method: 'GET',
  url: '/api/risk-points',
  permission: 'risk:survey',
  summary: '风险点清单（可检索、筛选、排序）',
  query: z.object({ ...pointFilter, ...pageQuery, sort: sortSchema.optional() }),
  response: pageOf(riskPointRowSchema),
});

export const countRiskPoints = contract({
  method: 'GET',
  url: '/api/risk-points/count',
  permission: 'risk:survey',
  summary: '符合条件的风险点数',
  query: z.object(pointFilter),
  response: countSchema,
});

export const exportRiskPoints = contract({
  method: 'GET',
  url: '/api/risk-points/export',
  permission: 'risk:export',
  summary: '导出风险点清单（xlsx，留审计记录）',
  query: z.object({ ...pointFilter, sort: sortSchema.optional() }),
  response: z.unknown(),
});

const figureSchema = levelCountsSchema.extend({ code: z.string() });
export type RiskFigure = z.infer<typeof figureSchema>;

export const getRiskFigures = contract({
  method: 'GET',
  url: '/api/risk-figures',
  permission: 'risk:survey',
  summary: '各乡镇、各行业的风险点数（维护的数字，始终等于逐条清点）',
  response: z.object({
    total: levelCountsSchema,
    /** By township, code of 12 digits; the county's own code for what lies in none. */
    townships: z.array(figureSchema),
    industries: z.array(figureSchema),
    enterprises: countSchema,
    overdue: countSchema,
    returned: countSchema,
  }),
});

const spotSchema = levelCountsSchema.omit({ ungraded: true }).extend({
  enterpriseId: idSchema,
  name: z.string(),
  division: z.string(),
  industry: z.string(),
  longitude: z.number(),
  latitude: z.number(),
});
export type RiskSpot = z.infer<typeof spotSchema>;

export const getRiskMap = contract({
  method: 'GET',
  url: '/api/risk-map',
  permission: 'risk:survey',
  summary: '有重大、较大风险的企业及其坐标（至多 2,000 家，重者在先）',
  query: z.object({ division: divisionCodeSchema.optional(), industry: z.string().max(50).optional() }),
  response: z.object({
    spots: z.array(spotSchema),
    /** How many with red or orange points have no place on file. */
    unplaced: countSchema,
    all: countSchema,
  }),
});
