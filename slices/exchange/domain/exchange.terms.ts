import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import type { BatchStatus, RowStatus } from './batches.contract.ts';
import type { Outcome } from './exchange.rules.ts';
import type { HoldingState } from './records.contract.ts';
import type { SendStatus } from './sending.contract.ts';

export const OUTCOME_NAMES: Record<Outcome, string> = {
  created: '新增',
  updated: '更新',
  removed: '删除',
  same: '没有变化',
  kept: '只保存',
  older: '较旧，未采用',
  newerHere: '本平台较新，未采用',
  refused: '未导入',
};
export const BATCH_STATUS_NAMES: Record<BatchStatus, string> = { ready: '待导入', running: '导入中', done: '已导入' };
export const ROW_STATUS_NAMES: Record<RowStatus, string> = {
  ready: '可以导入',
  bad: '有问题',
  applied: '已处理',
};
export const SEND_STATUS_NAMES: Record<SendStatus, string> = {
  waiting: '待发送',
  sent: '对方已收',
  dead: '发送失败',
  skipped: '已跳过',
};

/** What one batch may hold. */
export const MOST_RECORDS = 200_000;
export const MOST_BYTES = 300_000_000;

export const HOLDING_NAMES: Record<HoldingState, string> = {
  held: '可报送',
  withoutCode: '缺企业编码',
  kept: '收到并保存',
  unreported: '没有管控措施，不报送',
};

type None = Record<string, never>;

export const exchangeError = defineErrors('exchange', {
  'unreadable-file': {
    status: 422,
    when: 'a file is neither JSON lines, a JSON array nor a workbook, or breaks off',
    say: (d: { where: string }) => `文件不能读取（${d.where}）。可以导入：JSON 行、JSON 数组、xlsx（每类记录一张表）。`,
  },
  'too-many-records': {
    status: 422,
    when: 'a batch holds more than the limit',
    say: (d: { most: number }) => `一批最多 ${d.most} 条记录，请分批导入。`,
  },
  'empty-batch': { status: 422, when: 'a file without a record', say: (_: None) => '文件里没有记录。' },
  'signature-broken': {
    status: 422,
    when: 'a signed file does not have the content, or the key, that its signature says',
    say: (d: { why: string }) => `签名核验不通过：${d.why}。文件可能被改动或没有传完，未导入。`,
  },
  'batch-moved-on': {
    status: 409,
    when: 'a batch is started, or replayed, that is under way or has ended',
    say: (_: None) => '这一批正在导入或已经导入，请刷新后查看。',
  },
  'original-changed': {
    status: 409,
    when: 'the stored original of a batch is gone or has another hash',
    say: (_: None) => '这一批的原始文件已缺失或被改动，不能重放。请核查存储，或请发送方重新发送。',
  },
  'no-company-code': {
    status: 422,
    when: 'an enterprise takes out its records and no company code is on file for it',
    say: (_: None) => '本企业还没有登记 9 位企业编码，官方记录须带编码。请联系县安委办登记后再导出。',
  },
  'company-taken': {
    status: 409,
    when: 'a company code, or an enterprise, is mapped already',
    say: (d: { what: string }) => `${d.what}。一个编码只对应一家企业，请先取消原来的对应。`,
  },
  'no-receipt-yet': {
    status: 409,
    when: 'the receipt of a batch is asked for before it is through',
    say: (_: None) => '这一批还没有导入完成，完成后才有回执。',
  },
  'unknown-sender': {
    status: 401,
    when: 'a batch is sent by nobody that is known here, or is not signed as it says',
    say: (_: None) => '签名核验不通过，或发送方没有在本平台登记。请把公钥交给接收方登记后再发。',
  },
  'peer-known': {
    status: 409,
    when: 'a public key is registered twice',
    say: (_: None) => '这个公钥已经登记过，不需要再次登记。',
  },
  'send-not-dead': {
    status: 409,
    when: 'somebody retries or skips what waits or was received',
    say: (_: None) => '这一批没有停在失败状态，不需要处理。请刷新后查看。',
  },
  'token-missing': {
    status: 422,
    when: 'a target names a token that neither the environment nor the folder of secrets has',
    say: (d: { name: string }) => `找不到名为 ${d.name} 的令牌。请在服务器上设置环境变量或放入密钥文件后再保存。`,
  },
});
