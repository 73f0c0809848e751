import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { doneSchema } from './risk.contract.ts';
import { LEVELS } from './risk.terms.ts';

/** Places on a drawing are in its own units: 0 … width, 0 … height. */
const place = z.number().min(0).max(10_000);
const areaSchema = z.object({
  unitId: idSchema,
  corners: z
    .array(z.tuple([place, place]))
    .min(3, '区域至少三个角')
    .max(60, '区域最多 60 个角'),
});
const pointSchema = z.object({ eventId: idSchema, x: place, y: place });

/** Where the sheet lies when it is drawn on the map: the middle of it (degrees) and metres a unit; north is up. */
const groundSchema = z.object({
  longitude: z.number().min(73).max(136),
  latitude: z.number().min(3).max(54),
  metresPerUnit: z.number().positive().max(100),
});
export type Ground = z.infer<typeof groundSchema>;

const planShape = {
  name: text(60),
  /** A picture that was uploaded; null for a blank sheet. */
  fileId: idSchema.nullable(),
  width: z.int().min(100).max(10_000),
  height: z.int().min(100).max(10_000),
  areas: z.array(areaSchema).max(200, '区域最多 200 个'),
  points: z.array(pointSchema).max(500, '风险点最多 500 个'),
};

export const riskPlanSchema = z.object({
  id: idSchema,
  ...planShape,
  ground: groundSchema.nullable(),
  /** With the names and grades of today. */
  areas: z.array(areaSchema.extend({ name: z.string(), level: z.enum(LEVELS).nullable() })),
  points: z.array(pointSchema.extend({ name: z.string(), level: z.enum(LEVELS).nullable() })),
  version: z.int(),
  updatedAt: instantSchema,
  updatedByName: z.string(),
});
export type RiskPlan = z.infer<typeof riskPlanSchema>;

export const listRiskPlans = contract({
  method: 'GET',
  url: '/api/risk-files/:enterpriseId/plans',
  permission: 'risk:read',
  summary: '四色分布图（颜色随风险等级）',
  params: z.object({ enterpriseId: idSchema }),
  response: z.object({ rows: z.array(riskPlanSchema) }),
});

export const createRiskPlan = contract({
  method: 'POST',
  url: '/api/risk-files/:enterpriseId/plans',
  permission: 'risk:write',
  summary: '新建四色分布图（底图或空白）',
  params: z.object({ enterpriseId: idSchema }),
  body: z
    .object({
      id: idSchema,
      name: planShape.name,
      fileId: planShape.fileId,
      width: planShape.width,
      height: planShape.height,
      ground: groundSchema.nullable().default(null),
    })
    .refine(({ fileId, ground }) => fileId === null || ground === null, {
      path: ['ground'],
      message: '上传了平面图的，不能同时按地图画',
    }),
  response: doneSchema,
});

export const drawRiskPlan = contract({
  method: 'POST',
  url: '/api/risk-plans/:id/draw',
  permission: 'risk:write',
  summary: '保存图上的区域和风险点',
  params: z.object({ id: idSchema }),
  body: z.object({
    commandId: idSchema,
    version: z.int(),
    name: planShape.name,
    areas: planShape.areas,
    points: planShape.points,
  }),
  response: doneSchema,
});

export const removeRiskPlan = contract({
  method: 'POST',
  url: '/api/risk-plans/:id/remove',
  permission: 'risk:write',
  summary: '删除四色分布图（留痕）',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, version: z.int() }),
  response: doneSchema,
});
