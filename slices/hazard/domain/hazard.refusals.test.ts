import type { AppError } from '@zhiben/platform/domain/errors.ts';
import { describe, expect, test } from 'vitest';
import type { HazardCommand } from './hazard.commands.ts';
import {
  accepted,
  applied,
  asked,
  closed,
  confirmed,
  drawn,
  general,
  paused,
  play,
  powerCut,
  rectifying,
  registered,
  suspended,
  visit,
  type Who,
} from './hazard.plays.ts';
import { commitment, sample } from './hazard.samples.ts';
import { FORBIDDEN } from './hazard.transitions.ts';

describe('what is refused, with its ground', () => {
  const cases: [string, readonly (readonly [HazardCommand, Who])[], string, string][] = [
    [
      'closing without application',
      [...rectifying, [sample.accept(visit(3)), 'acceptor']],
      'hazard/forbidden',
      '审核把关销号',
    ],
    ['closing directly', [...applied, [sample.close(), 'judge']], 'hazard/forbidden', '没有验收意见不得销号'],
    ['who accepted closes', [...accepted, [sample.close(), 'acceptor']], 'hazard/forbidden', '验收人不得审批'],
    ['who rectified closes', [...accepted, [sample.close(), 'safety']], 'hazard/forbidden', '参与整改的人'],
    [
      'who rectified refuses closure',
      [...accepted, [sample.refuseClosure(), 'safety']],
      'hazard/forbidden',
      '参与整改的人',
    ],
    [
      'alone on site',
      [...applied, [sample.accept({ ...visit(4), participants: [] }), 'acceptor']],
      'hazard/forbidden',
      '不得少于两人',
    ],
    [
      'alone on site, in company of oneself',
      [...applied, [sample.accept({ ...visit(4), participants: [' 验收人 '] }), 'acceptor']],
      'hazard/forbidden',
      '不得少于两人',
    ],
    [
      'on site with who answers for the rectification',
      [
        ...applied,
        [sample.accept({ ...visit(4), participants: ['测试同行', commitment('funds').owner.name] }), 'acceptor'],
      ],
      'hazard/forbidden',
      '参与整改的人',
    ],
    [
      'closing under a suspension',
      [...suspended, [sample.apply(), 'safety'], [sample.accept(visit(5)), 'acceptor'], [sample.close(), 'judge']],
      'hazard/forbidden',
      '未解除的现场处理措施',
    ],
    ['resuming before acceptance', [...suspended, [sample.lift(), 'judge']], 'hazard/forbidden', '第六十五条'],
    ['lifting by who rectified', [...suspended, [sample.lift(), 'safety']], 'hazard/forbidden', '参与整改的人'],
    ['lifting what is not there', [...suspended, [sample.lift({ no: 7 }), 'judge']], 'hazard/no-measure', '第 7 项'],
    ['suspending twice', [...suspended, [sample.impose(), 'judge']], 'hazard/already-imposed', '不能重复'],
    [
      'suspending for a year',
      [...rectifying, [sample.impose({ untilOn: '2025-03-20' }), 'judge']],
      'hazard/suspended-too-long',
      '六个月',
    ],
    [
      'cutting power without suspension',
      [...rectifying, [sample.impose(powerCut), 'judge']],
      'hazard/forbidden',
      '第七十条第一款',
    ],
    [
      'cutting power without approval',
      [...suspended, [sample.impose({ ...powerCut, approvedBy: '' }), 'judge']],
      'hazard/forbidden',
      '第七十条第一款',
    ],
    [
      'cutting power after an hour',
      [...suspended, [sample.impose({ ...powerCut, effectiveAt: '2024-03-20T09:00:00Z' }), 'judge']],
      'hazard/forbidden',
      '第七十条第二款',
    ],
    [
      'an extension after the day',
      [...rectifying, [sample.applyExtension({ latestOn: '2024-03-19' }), 'safety']],
      'hazard/forbidden',
      '已届满',
    ],
    [
      'an extension to an earlier day',
      [...rectifying, [sample.applyExtension({ dueOn: '2024-04-30' }), 'safety']],
      'hazard/not-extended',
      '2024-04-30',
    ],
    [
      'more time than was asked for',
      [...asked, [sample.approveExtension({ dueOn: '2024-07-01' }), 'judge']],
      'hazard/more-than-asked',
      '2024-06-30',
    ],
    [
      'approving one’s own extension',
      [...asked, [sample.approveExtension(), 'safety']],
      'hazard/forbidden',
      '参与整改的人',
    ],
    ['asking twice', [...asked, [sample.applyExtension(), 'safety']], 'hazard/not-now', '还没有答复'],
    ['applying while paused', [...paused, [sample.apply(), 'safety']], 'hazard/not-now', '中止'],
    [
      'a report of a general hazard',
      [...general, [sample.apply({ files: [] }), 'safety'], [sample.fileReport(), 'safety']],
      'hazard/wrong-grade',
      '一般事故隐患',
    ],
    [
      'a report of tomorrow',
      [...confirmed, [sample.fileReport({ reportedOn: '2024-03-21' }), 'safety']],
      'hazard/future-day',
      '2024-03-20',
    ],
    ['looking back at one’s own', [...drawn, [sample.lookBack(visit(6)), 'acceptor']], 'hazard/forbidden', '自己经手'],
    [
      'looking back at what one closed',
      [...drawn, [sample.lookBack(visit(6)), 'judge']],
      'hazard/forbidden',
      '自己经手',
    ],
    [
      'looking back at what was not drawn',
      [...closed, [sample.lookBack(visit(5)), 'recorder']],
      'hazard/not-now',
      '没有待办',
    ],
    [
      'closing without finding',
      [...applied, [sample.accept({ ...visit(4), finding: ' ' }), 'acceptor']],
      'hazard/forbidden',
      '没有验收意见不得销号',
    ],
    [
      'who only applied accepts',
      [...general, [sample.apply({ files: [] }), 'safety'], [sample.accept({ ...visit(3), files: [] }), 'safety']],
      'hazard/forbidden',
      '参与整改的人不得验收',
    ],
    [
      'who rectified accepts',
      [...applied, [sample.accept(visit(4)), 'safety']],
      'hazard/forbidden',
      '参与整改的人不得验收',
    ],
    [
      'who recorded accepts',
      [...applied, [sample.accept(visit(4)), 'recorder']],
      'hazard/forbidden',
      '登记隐患的人不得验收',
    ],
    [
      'who recorded rejects',
      [...applied, [sample.reject(visit(4)), 'recorder']],
      'hazard/forbidden',
      '登记隐患的人不得验收',
    ],
    ['erasing', [...registered, [{ kind: 'erase' }, 'judge']], 'hazard/forbidden', '《安全生产法》第四十一条'],
    ['rewriting', [...registered, [{ kind: 'rewrite' }, 'judge']], 'hazard/forbidden', '如实记录'],
    ['splitting', [...confirmed, [{ kind: 'split' }, 'judge']], 'hazard/forbidden', '不得拆分'],
    [
      'moving the day',
      [...rectifying, [{ kind: 'postpone', rectificationDueOn: '2025-01-01' }, 'judge']],
      'hazard/forbidden',
      '申请延期并经批准',
    ],
    ['filing anew after all five', [...rectifying, [sample.commit(), 'safety']], 'hazard/wrong-state', '不能办理'],
    [
      'a future discovery',
      [[sample.register({ discoveredOn: '2024-03-21' }), 'recorder']],
      'hazard/not-discovered-yet',
      '2024-03-20',
    ],
    [
      'confirmed without basis',
      [...registered, [sample.confirm({ basis: '' }), 'judge']],
      'hazard/basis-missing',
      '写明依据',
    ],
    [
      'filing day in the past',
      [...registered, [sample.confirm({ commitmentsDueOn: '2024-03-19' }), 'judge']],
      'hazard/past-day',
      '2024-03-20',
    ],
    [
      'rectification day in the past',
      [...registered, [sample.judgeGeneral({ rectificationDueOn: '2024-03-01' }), 'judge']],
      'hazard/past-day',
      '整改期限',
    ],
    [
      'commitments owed after rectification',
      [...registered, [sample.confirm({ rectificationDueOn: '2024-03-25' }), 'judge']],
      'hazard/later-than-order',
      '2024-03-25',
    ],
    [
      'a commitment without proof',
      [
        ...confirmed,
        [sample.commit({ commitments: [commitment('funds', { proof: { note: '', files: [] } })] }), 'safety'],
      ],
      'hazard/proof-missing',
      '“资金”',
    ],
    [
      'application without files',
      [...rectifying, [sample.apply({ files: [] }), 'safety']],
      'hazard/photos-missing',
      '申请验收',
    ],
    [
      'acceptance without files',
      [...applied, [sample.accept({ ...visit(4), files: [] }), 'acceptor']],
      'hazard/photos-missing',
      '现场核验',
    ],
    [
      'a visit before the application',
      [...applied, [sample.accept(visit(1)), 'acceptor']],
      'hazard/visit-time',
      '现场核验时间',
    ],
    ['a visit in the future', [...applied, [sample.accept(visit(9)), 'acceptor']], 'hazard/visit-time', '现场核验时间'],
  ];
  for (const [name, steps, code, words] of cases) {
    test(name, () => {
      const error = (() => {
        try {
          play(steps);
        } catch (thrown) {
          return thrown as AppError;
        }
      })();
      expect(error?.code).toBe(code);
      expect(error?.message).toContain(words);
    });
  }

  test('each forbidden transition cites an article', () => {
    for (const { article } of Object.values(FORBIDDEN)) expect(article.text.length).toBeGreaterThan(10);
  });
});
