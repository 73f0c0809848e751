import { z } from 'zod';
import { codeOrNone, common, momentOrNone, officialId, words, wordsOrNone } from './common.ts';

/** An amount of money; the unit is not public. */
const amount = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^(\d+(\.\d+)?)?$/, '应为数字'),
    z.null(),
  ])
  .default('')
  .transform((value) => (value === null || value === '' ? null : Number(value)));

/** 隐患信息 */
export const hazardRecord = z.looseObject({
  ...common,
  riskMeasureId: officialId,
  checkRecordId: z
    .union([officialId, z.literal(''), z.null()])
    .default('')
    .transform((value) => value || null),
  dangerName: words(500),
  dangerLevel: codeOrNone,
  dangerDesc: wordsOrNone(4000),
  dangerReason: wordsOrNone(4000),
  dangersSrc: codeOrNone,
  /** 执法编号. */
  enforcementId: wordsOrNone(100),
  dangerManageType: codeOrNone,
  hazardDangerType: codeOrNone,
  hazardCategory: codeOrNone,
  controlMeasures: wordsOrNone(4000),
  cost: amount,
  liablePerson: wordsOrNone(100),
  dangerManageDeadline: momentOrNone,
  checkAcceptPerson: wordsOrNone(100),
  checkAcceptTime: momentOrNone,
  checkAcceptComment: wordsOrNone(4000),
  dangerState: codeOrNone,
  dangerImg: wordsOrNone(4000),
  dangerAcceptImg: wordsOrNone(4000),
});
