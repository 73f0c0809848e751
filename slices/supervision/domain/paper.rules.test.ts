import { newId } from '@zhiben/platform/domain/ids.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMAND_KINDS, type CommandKind, type PaperCommand } from './paper.commands.ts';
import { titleInLines } from './paper.draft.ts';
import { applyCommand, defaultBodyWord, documentNumber, personalDataIn, TRANSITIONS } from './paper.rules.ts';
import type { Paper, Receipt } from './paper.state.ts';
import { KINDS, PAPER_KINDS, type PaperKind, STATUSES, type Status } from './supervision.terms.ts';

test.each([
  ['关于某某化工有限公司的提示函', '关于某某化工有限公司的提示函'],
  [
    '关于抓紧办理示范县青石岭明茂涂料制造有限公司重大事故隐患的提示函',
    '关于抓紧办理示范县\n青石岭明茂涂料制造有限公司\n重大事故隐患的提示函',
  ],
  [
    '关于对示范县枫树坪明峰客运有限公司重大事故隐患挂牌督办的通知',
    '关于对示范县枫树坪明峰客运有限公司\n重大事故隐患挂牌督办的通知',
  ],
  [
    '关于就示范县枫树坪明峰客运有限公司重大事故隐患进行约谈的通知',
    '关于就示范县枫树坪明峰客运有限公司\n重大事故隐患进行约谈的通知',
  ],
  ['关于某某某某某某某某某某某某某某某某有关情况的提示函件', '关于某某某某某某某某某某某某某某某某有关情况的提示函件'],
])('a title breaks where its meaning does: %s', (title, lines) => expect(titleInLines(title)).toBe(lines));

const AT = '2024-06-20T02:00:00.000Z';
const TODAY = '2024-06-20';
const receipt = (over: Partial<Receipt> = {}): Receipt => ({
  id: '018f0000-0000-7000-8000-000000000001',
  role: 'main',
  partyKind: 'enterprise',
  partyId: '018f0000-0000-7000-8000-000000000002',
  partyName: '示例化工有限公司',
  acknowledgedAt: null,
  signer: null,
  delivered: null,
  repliedAt: null,
  reports: 0,
  ...over,
});
const SIGNED = { acknowledgedAt: AT, signer: '负责人' };

function paper(status: Status, kind: PaperKind = 'supervisionOrder', over: Partial<Paper> = {}): Paper {
  const isIssued = !['draft', 'submitted', 'approved'].includes(status);
  const own = {
    ...(status === 'acknowledged' || status === 'replied' ? SIGNED : {}),
    ...(status === 'replied' && { repliedAt: AT }),
  };
  return {
    id: newId(),
    version: 3,
    kind,
    status,
    subjectKind: 'hazard',
    subjectId: newId(),
    subjectName: '隐-990001-2024-000001 罐区',
    division: '990001100000',
    industry: 'chemicals',
    enterpriseId: newId(),
    proposalId: null,
    basis: '《安全生产法》第四十一条第三款',
    issuerBodyId: newId(),
    issuerName: '测试县安委办',
    level: kind === 'listedSupervision' ? 'county' : null,
    title: '标题',
    body: '正文',
    replyDueOn: '2024-07-01',
    progressMonths: null,
    number: isIssued ? '安委办督〔2024〕1号' : null,
    draftedAt: AT,
    draftedBy: 'drafter',
    approvedAt: null,
    approvedBy: null,
    issuedAt: isIssued ? AT : null,
    closedAt: null,
    withdrawnAt: null,
    talkedAt: null,
    delistingNumber: null,
    notice: null,
    publishedAt: null,
    receipts: [receipt(own)],
    ...over,
  };
}

const GIVEN: { [K in CommandKind]: Omit<Extract<PaperCommand, { kind: K }>, 'kind'> } = {
  edit: {
    title: '新',
    body: '新',
    basis: '',
    replyDueOn: null,
    progressMonths: null,
    level: null,
    number: null,
    parties: [],
  },
  submit: {},
  sendBack: { reason: '改' },
  approve: {},
  issue: {},
  acknowledge: { signer: '负责人' },
  deliver: { receiptId: receipt().id, way: 'visit', signer: '门卫', onDate: TODAY, note: '', files: [] },
  reply: { text: '已办', files: [] },
  reportProgress: { text: '进展', files: [] },
  askAgain: { receiptId: receipt().id, reason: '不详', replyDueOn: '2024-07-05' },
  recordTalk: { talkedOn: TODAY, place: '会议室', host: '甲', attendees: '乙', minutes: '谈', agreed: '改', files: [] },
  close: { conclusion: '完', files: [] },
  delist: { conclusion: '验收合格', number: null, files: [] },
  withdraw: { reason: '误' },
  publish: { notice: '公示' },
  unpublish: { reason: '期满' },
};
const command = (kind: CommandKind) => ({ kind, ...GIVEN[kind] }) as PaperCommand;
const circumstance = (over: object = {}) => ({
  at: AT,
  today: TODAY,
  userId: 'leader',
  receiptId: receipt().id,
  needsApproval: false,
  isAccepted: true,
  number: '安委办督〔2024〕2号',
  newId,
  ...over,
});
const give = (before: Paper, kind: CommandKind, over: object = {}) =>
  applyCommand(before, command(kind), circumstance(over));
/** The error's code, or the status that follows. */
function outcome(before: Paper, kind: CommandKind, over: object = {}): string {
  try {
    return give(before, kind, over).status ?? '';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** Every status × command for an order that needs no approval, as its rules make them; `.` is no row of the table. */
const EXPECTED: Record<CommandKind, string> = {
  //               draft submitted approved issued acknowledged replied closed withdrawn
  edit: 'draft . . . . . . .',
  submit: 'submitted . . . . . . .',
  sendBack: '. draft draft . . . . .',
  approve: '. approved . . . . . .',
  issue: 'issued . issued . . . . .',
  acknowledge: '. . . acknowledged signed signed . .',
  deliver: '. . . acknowledged signed signed . .',
  reply: '. . . sign replied replied . .',
  reportProgress: '. . . kind kind kind . .',
  askAgain: '. . . sign unreplied acknowledged . .',
  recordTalk: '. . . kind kind kind . .',
  close: '. . . . closed closed . .',
  delist: '. . . kind kind kind . .',
  withdraw: 'withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn . .',
  publish: '. . . kind kind kind kind .',
  unpublish: '. . . unpublished unpublished unpublished unpublished unpublished',
};
const SAID: Record<string, string> = {
  'supervision/wrong-state': '.',
  'supervision/not-for-this-kind': 'kind',
  'supervision/already-signed': 'signed',
  'supervision/no-reply': 'unreplied',
  'supervision/sign-first': 'sign',
  'supervision/not-published': 'unpublished',
};

describe('every command in every status', () => {
  test.each(COMMAND_KINDS)('%s', (kind) => {
    const row = STATUSES.map((status) => outcome(paper(status), kind)).map((said) => SAID[said] ?? said);
    expect(row.join(' ')).toBe(EXPECTED[kind]);
  });

  test('the table names every command once', () => {
    expect(TRANSITIONS.map(({ command }) => command).toSorted()).toEqual(COMMAND_KINDS.toSorted());
  });
});

describe('what stands against a step', () => {
  test.each([
    ['issue without approval', paper('draft'), 'issue', { needsApproval: true }, 'supervision/approval-missing'],
    ['approved by the drafter', paper('submitted'), 'approve', { userId: 'drafter' }, 'supervision/own-approval'],
    ['nobody addressed', paper('draft', 'supervisionOrder', { receipts: [] }), 'issue', {}, 'supervision/no-addressee'],
    [
      'only copies',
      paper('draft', 'supervisionOrder', { receipts: [receipt({ role: 'copy' })] }),
      'issue',
      {},
      'supervision/no-addressee',
    ],
    [
      'reply due in the past',
      paper('draft', 'supervisionOrder', { replyDueOn: '2024-06-19' }),
      'issue',
      {},
      'supervision/past-day',
    ],
    [
      "another level's plate without number",
      paper('draft', 'listedSupervision', { level: 'city' }),
      'issue',
      {},
      'supervision/number-missing',
    ],
    ['a plate closed like a letter', paper('replied', 'listedSupervision'), 'close', {}, 'supervision/delist-instead'],
    [
      'taken down before acceptance',
      paper('replied', 'listedSupervision'),
      'delist',
      { isAccepted: false },
      'supervision/not-accepted',
    ],
    ['closed before the talk', paper('acknowledged', 'summonsTalk'), 'close', {}, 'supervision/talk-missing'],
    ['signed by nobody it went to', paper('issued'), 'acknowledge', { receiptId: undefined }, 'app/not-found'],
    [
      'published twice',
      paper('issued', 'exposure', { publishedAt: AT, notice: '公示' }),
      'publish',
      {},
      'supervision/already-published',
    ],
  ] as const)('%s', (_, before, kind, over, code) => {
    expect(outcome(before, kind, over)).toBe(code);
  });

  test('a circular needs no signature to be closed, an order does', () => {
    expect(outcome(paper('issued', 'circular'), 'close')).toBe('closed');
    expect(outcome(paper('issued', 'supervisionOrder'), 'close')).toBe('supervision/wrong-state');
  });

  test('all main addressees must sign and answer; copies hold nothing up', () => {
    const second = receipt({ id: '018f0000-0000-7000-8000-000000000003' });
    const copy = receipt({ id: '018f0000-0000-7000-8000-000000000004', role: 'copy' });
    const two = paper('issued', 'supervisionOrder', { receipts: [receipt(), second, copy] });
    const once = { ...two, ...give(two, 'acknowledge') };
    expect(once.status).toBe('issued');
    const twice = { ...once, ...give(once, 'acknowledge', { receiptId: second.id }) };
    expect(twice.status).toBe('acknowledged');
    const answered = { ...twice, ...give(twice, 'reply') };
    expect(answered.status).toBe('acknowledged');
    expect(give({ ...answered }, 'reply', { receiptId: second.id }).status).toBe('replied');
  });
});

test('whatever is tried: the number stays, the version counts, ends stay ends', () => {
  const step = fc.record({
    kind: fc.constantFrom(...COMMAND_KINDS),
    userId: fc.constantFrom('drafter', 'leader'),
    needsApproval: fc.boolean(),
    isAccepted: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.constantFrom(...PAPER_KINDS), fc.array(step, { maxLength: 30 }), (kind, steps) => {
      let now = paper('draft', kind);
      for (const { kind: given, ...over } of steps) {
        const receiptId = now.receipts[0]?.id;
        const told =
          given === 'edit'
            ? { ...command('edit'), parties: [{ role: 'main', partyKind: 'external', partyId: null, partyName: '甲' }] }
            : command(given);
        try {
          const changes = applyCommand(now, told as PaperCommand, circumstance({ ...over, receiptId }));
          const after = { ...now, ...changes };
          expect(after.version).toBe(now.version + 1);
          if (now.issuedAt !== null)
            expect([after.number, after.title, after.issuedAt]).toEqual([now.number, now.title, now.issuedAt]);
          if (after.issuedAt !== null) expect(after.number).not.toBeNull();
          if (after.status === 'closed') expect(after.closedAt).not.toBeNull();
          if (now.status === 'closed' || now.status === 'withdrawn') expect(after.status).toBe(now.status);
          expect(after.approvedBy).not.toBe('drafter');
          expect(KINDS[after.kind]).toBe(KINDS[kind]);
          now = after;
        } catch (error) {
          if (!('code' in (error as object))) throw error;
        }
      }
    }),
    { numRuns: 300 },
  );
});

describe('numbers and words', () => {
  test.each([
    ['安委办', 'supervisionOrder', 3, '安委办督〔2026〕3号'],
    ['应急', 'promptLetter', 12, '应急提〔2026〕12号'],
  ] as const)('%s %s', (word, kind, serial, expected) => {
    expect(documentNumber(word, kind, 2026, serial)).toBe(expected);
  });

  test.each([
    ['测试县安委办', '安委办'],
    ['示范县应急管理局', '应急'],
    ['住建局', '住建'],
    ['安委办', '安委办'],
    ['县安委办', '安委办'],
  ])('the word of %s', (name, word) => {
    expect(defaultBodyWord(name)).toBe(word);
  });

  test.each([
    ['示例化工有限公司县级挂牌督办，整改期限：2024-07-01。', null],
    ['联系电话13800000000', '电话号码'],
    ['电话0745-2161820', '电话号码'],
    ['负责人431200199001011234', '身份证号码'],
    ['由测试负责人整改', '姓名“测试负责人”'],
    ['隐-990001-2024-000123', null],
  ])('personal data in “%s”', (said, found) => {
    expect(personalDataIn(said, ['测试负责人', '', '甲'])).toBe(found);
  });
});
