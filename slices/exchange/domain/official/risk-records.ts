import { z } from 'zod';
import { code, codeOrNone, common, officialId, words, wordsOrNone } from './common.ts';

/** 风险分析单元 */
export const riskUnitRecord = z.looseObject({
  ...common,
  /** 危险源编码. */
  hazardCode: wordsOrNone(100),
  hazardDep: wordsOrNone(100),
  hazardLiablePerson: wordsOrNone(100),
  riskUnitName: words(200),
});

/** 风险事件 */
export const riskEventRecord = z.looseObject({ ...common, riskUnitId: officialId, riskEventName: words(200) });

/** 管控措施 */
export const riskMeasureRecord = z.looseObject({
  ...common,
  riskEventId: officialId,
  dataSrc: code,
  classify1: code,
  classify2: codeOrNone,
  classify3: wordsOrNone(200),
  troubleshootContent: words(2000),
});
