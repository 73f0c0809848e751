import { contract, idSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import * as commands from './hazard.commands.ts';
import { hazardRowSchema } from './hazard.contract.ts';

/* The steps of the loop, as requests. What they do stands in hazard.rules.ts. */

const params = z.object({ id: idSchema });

export const registerHazard = contract({
  method: 'POST',
  url: '/api/hazards',
  permission: 'hazard:record',
  summary: '登记隐患（编号由客户端生成，重复提交无害）',
  body: commands.registerSchema,
  response: hazardRowSchema,
});

export const confirmHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/confirm',
  permission: 'hazard:confirm',
  summary: '认定为重大事故隐患并通知企业',
  params,
  body: commands.confirmSchema,
  response: hazardRowSchema,
});

export const judgeHazardGeneral = contract({
  method: 'POST',
  url: '/api/hazards/:id/judge-general',
  permission: 'hazard:confirm',
  summary: '判定为一般隐患并责令限期整改',
  params,
  body: commands.judgeGeneralSchema,
  response: hazardRowSchema,
});

export const dismissHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/dismiss',
  permission: 'hazard:confirm',
  summary: '认定不构成隐患',
  params,
  body: commands.dismissSchema,
  response: hazardRowSchema,
});

export const fileCommitments = contract({
  method: 'POST',
  url: '/api/hazards/:id/commit',
  permission: 'hazard:commit',
  summary: '报送五落实（可逐项报送，五项齐备进入整改）',
  params,
  body: commands.commitSchema,
  response: hazardRowSchema,
});

export const reportHazardProgress = contract({
  method: 'POST',
  url: '/api/hazards/:id/report-progress',
  permission: 'hazard:rectify',
  summary: '报告整改进展',
  params,
  body: commands.progressSchema,
  response: hazardRowSchema,
});

export const applyForAcceptance = contract({
  method: 'POST',
  url: '/api/hazards/:id/apply',
  permission: 'hazard:rectify',
  summary: '申请验收',
  params,
  body: commands.applySchema,
  response: hazardRowSchema,
});

export const acceptHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/accept',
  permission: 'hazard:accept',
  summary: '现场验收合格（重大事故隐患待审批销号，一般隐患随即销号）',
  params,
  body: commands.acceptSchema,
  response: hazardRowSchema,
});

export const rejectHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/reject',
  permission: 'hazard:accept',
  summary: '现场验收不合格，退回整改',
  params,
  body: commands.rejectSchema,
  response: hazardRowSchema,
});

/** A command on a record: POST, answered with the row as it then stands. */
function onRecord<const Url extends `/api/hazards/:id/${string}`, const P extends string, B extends z.ZodType>(
  url: Url,
  permission: P,
  summary: string,
  body: B,
) {
  return contract({ method: 'POST', url, permission, summary, params, body, response: hazardRowSchema });
}

export const closeHazard = onRecord(
  '/api/hazards/:id/close',
  'hazard:close',
  '审批销号（审批人不是验收人）',
  commands.closeSchema,
);
export const refuseHazardClosure = onRecord(
  '/api/hazards/:id/refuse-closure',
  'hazard:close',
  '销号审批退回，重新核验',
  commands.refuseClosureSchema,
);
export const fileHazardReport = onRecord(
  '/api/hazards/:id/file-report',
  'hazard:rectify',
  '双报告：向部门、职工大会（职代会）报告',
  commands.fileReportSchema,
);
export const assignHazard = onRecord(
  '/api/hazards/:id/assign',
  'hazard:assign',
  '交办其他部门承办',
  commands.assignSchema,
);
export const takeInterimMeasure = onRecord(
  '/api/hazards/:id/take-interim',
  'hazard:rectify',
  '记录临时管控措施或部分整改',
  commands.takeInterimSchema,
);
export const imposeMeasure = onRecord(
  '/api/hazards/:id/impose',
  'hazard:impose',
  '登记现场处理、停产停用、停电停供、行政处罚决定',
  commands.imposeSchema,
);
export const liftMeasure = onRecord(
  '/api/hazards/:id/lift',
  'hazard:impose',
  '解除措施、同意恢复生产和使用',
  commands.liftSchema,
);
export const applyForExtension = onRecord(
  '/api/hazards/:id/apply-extension',
  'hazard:rectify',
  '申请延期（期限届满前）',
  commands.applyExtensionSchema,
);
export const approveHazardExtension = onRecord(
  '/api/hazards/:id/approve-extension',
  'hazard:decide',
  '批准延期（原期限保留）',
  commands.approveExtensionSchema,
);
export const refuseHazardExtension = onRecord(
  '/api/hazards/:id/refuse-extension',
  'hazard:decide',
  '不同意延期',
  commands.refuseExtensionSchema,
);
export const pauseHazardClock = onRecord(
  '/api/hazards/:id/pause-clock',
  'hazard:decide',
  '中止计算整改期限并写明依据',
  commands.pauseClockSchema,
);
export const resumeHazardClock = onRecord(
  '/api/hazards/:id/resume-clock',
  'hazard:decide',
  '恢复计算整改期限',
  commands.resumeClockSchema,
);
export const referHazard = onRecord(
  '/api/hazards/:id/refer',
  'hazard:decide',
  '移送其他机关（签收前仍由本单位负责）',
  commands.referSchema,
);
export const receiveHazardReferral = onRecord(
  '/api/hazards/:id/receive-referral',
  'hazard:decide',
  '登记受移送机关的签收回执',
  commands.receiveReferralSchema,
);
export const withdrawHazardReferral = onRecord(
  '/api/hazards/:id/withdraw-referral',
  'hazard:decide',
  '撤回移送',
  commands.withdrawReferralSchema,
);
export const requestHazardShutdown = onRecord(
  '/api/hazards/:id/request-shutdown',
  'hazard:decide',
  '提请人民政府关闭',
  commands.requestShutdownSchema,
);
export const decideHazardShutdown = onRecord(
  '/api/hazards/:id/decide-shutdown',
  'hazard:decide',
  '登记人民政府关于关闭的决定',
  commands.decideShutdownSchema,
);
export const lookBackAtHazard = onRecord(
  '/api/hazards/:id/look-back',
  'hazard:accept',
  '回头看；不合格的按新的隐患登记并与原记录关联',
  commands.lookBackSchema,
);
