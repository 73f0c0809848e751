import { z } from 'zod';
import { code, codeOrNone, common, moment, momentOrNone, officialId, wordsOrNone } from './common.ts';

const count = z
  .union([z.number(), z.string().trim().regex(/^\d+$/, '应为整数')])
  .transform(Number)
  .pipe(z.int('应为整数').positive('应大于 0'));

/** 包保清单: so many tasks has the list of the principal (1), the technical (2) and the operating (3) responsible. */
const LIST_LENGTHS: Readonly<Record<string, number>> = { 1: 9, 2: 9, 3: 10 };

/** 排查任务 */
export const screeningTaskRecord = z
  .looseObject({
    ...common,
    riskMeasureId: officialId,
    checkCycle: count,
    /** 时、天、月、年. */
    checkCycleUnit: code,
    taskStartTime: moment,
    workStartTime: wordsOrNone(20),
    workEndTime: wordsOrNone(20),
    workDayType: code,
    workType: code,
    taskNum: wordsOrNone(20),
  })
  .superRefine(({ checkCycleUnit, workStartTime, workEndTime, workType, taskNum }, check) => {
    const fault = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message });
    if (checkCycleUnit === '时') {
      if (workStartTime === '') fault('workStartTime', '按小时排查的任务须有工作开始时间');
      if (workEndTime === '') fault('workEndTime', '按小时排查的任务须有工作结束时间');
    }
    const most = LIST_LENGTHS[workType];
    if (most !== undefined && !(/^\d+$/.test(taskNum) && Number(taskNum) >= 1 && Number(taskNum) <= most)) {
      fault('taskNum', `包保责任人的任务编号应为 1 至 ${most}`);
    }
  });

/** 排查记录 */
export const checkRecordRecord = z.looseObject({
  ...common,
  checkTaskId: officialId,
  checkTime: moment,
  isDefend: codeOrNone,
  checkStatus: codeOrNone,
  mobileMe: codeOrNone,
});

/** 停用/检修 */
export const suspensionRecord = z
  .looseObject({
    ...common,
    riskUnitId: officialId,
    stopStartTime: moment,
    stopEndTime: momentOrNone,
    stopReason: wordsOrNone(1000),
  })
  .superRefine(({ stopStartTime, stopEndTime }, check) => {
    if (stopEndTime === '' || stopEndTime >= stopStartTime) return;
    check.addIssue({ code: 'custom', path: ['stopEndTime'], message: '结束时间早于开始时间' });
  });
