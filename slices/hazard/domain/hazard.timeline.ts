import { type HazardActor, REGULATOR_FOUND, seenChannel } from './hazard.policy.ts';
import type { HazardAction, HazardEvent } from './hazard.state.ts';
import {
  CHANNEL_NAMES,
  COMMITMENT_NAMES,
  LISTING_LEVEL_NAMES,
  MEASURE_NAMES,
  REPORT_TARGET_NAMES,
} from './hazard.terms.ts';
import { COMMAND_NAMES } from './hazard.transitions.ts';
import { sayInstant } from './say-instant.ts';

/** An event as a screen shows it. */
export interface EventDescription {
  readonly what: string;
  readonly details: readonly { readonly label: string; readonly text: string }[];
  readonly files: readonly string[];
}

/** What happened, in words; `data` is the recorded data of the action. */
export function describeEvent(event: HazardEvent, viewer: Pick<HazardActor, 'scope'>): EventDescription {
  const what = WHAT[event.action];
  switch (event.action) {
    case 'hazard:register': {
      const { channel, discoveredOn, files } = event.data;
      const seen = seenChannel(viewer, channel);
      return {
        what,
        details: [
          { label: '发现渠道', text: seen ? CHANNEL_NAMES[seen] : REGULATOR_FOUND },
          { label: '发现日期', text: discoveredOn },
        ],
        files,
      };
    }
    case 'hazard:confirm': {
      const { basis, notes, commitmentsDueOn, rectificationDueOn, files } = event.data;
      return {
        what,
        details: lines([
          ['判定依据', basis],
          ['说明', notes],
          ['五落实报送期限', commitmentsDueOn],
          ['责令整改期限', rectificationDueOn],
        ]),
        files,
      };
    }
    case 'hazard:judgeGeneral': {
      const { notes, rectificationDueOn } = event.data;
      return {
        what,
        details: lines([
          ['说明', notes],
          ['责令整改期限', rectificationDueOn],
        ]),
        files: [],
      };
    }
    case 'hazard:dismiss':
      return { what, details: lines([['原因', event.data.reason]]), files: [] };
    case 'hazard:commit': {
      const { commitments, to } = event.data;
      return {
        what: to === 'rectifying' ? '五落实齐备，进入整改' : what,
        details: commitments.map(({ kind, value, owner, proof }) => ({
          label: COMMITMENT_NAMES[kind],
          text: [
            `${kind === 'funds' ? `${value} 万元` : value}`,
            `责任人：${owner.name}（${owner.position}）`,
            ...(proof.note ? [`证明：${proof.note}`] : []),
          ].join('；'),
        })),
        files: commitments.flatMap((c) => c.proof.files),
      };
    }
    case 'hazard:reportProgress': {
      const { report, percent, fundsSpent, files } = event.data;
      return {
        what,
        details: lines([
          ['进展', report],
          ['完成', share(percent)],
          ['已用资金', spent(fundsSpent)],
        ]),
        files,
      };
    }
    case 'hazard:apply': {
      const { statement, fundsSpent, files, reused = [] } = event.data;
      return {
        what,
        details: lines([
          ['整改情况', statement],
          ['已用资金', spent(fundsSpent)],
          ['注意', reused.join('；')],
        ]),
        files,
      };
    }
    case 'hazard:accept':
    case 'hazard:reject': {
      const { finding, place, visitedAt, participants, files } = event.data;
      return {
        what: event.action === 'hazard:accept' && event.data.to === 'closed' ? '验收合格，销号' : what,
        details: visit(['验收意见', finding], { place, visitedAt, participants }),
        files,
      };
    }
    default:
      return describeLater(event);
  }
}

const visit = (
  opinion: readonly [string, string],
  { place, visitedAt, participants }: { place: string; visitedAt: string; participants: readonly string[] },
) => lines([opinion, ['核验地点', place], ['核验时间', sayInstant(visitedAt)], ['同行人员', participants.join('、')]]);

type First =
  | 'register'
  | 'confirm'
  | 'judgeGeneral'
  | 'dismiss'
  | 'commit'
  | 'reportProgress'
  | 'apply'
  | 'accept'
  | 'reject';

/** The steps that came to the loop after its first nine. */
function describeLater(event: Exclude<HazardEvent, { action: `hazard:${First}` }>): EventDescription {
  const what = WHAT[event.action];
  const said = (pairs: Parameters<typeof lines>[0], files: readonly string[] = []): EventDescription => ({
    what,
    details: lines(pairs),
    files,
  });
  switch (event.action) {
    case 'hazard:close':
      return said([['审批意见', event.data.opinion]], event.data.files);
    case 'hazard:refuseClosure':
    case 'hazard:refuseExtension':
    case 'hazard:withdrawReferral':
      return said([['原因', event.data.reason]]);
    case 'hazard:fileReport': {
      const { target, reportedOn, how, content, files } = event.data;
      return said(
        [
          ['报告对象', REPORT_TARGET_NAMES[target]],
          ['报告日期', reportedOn],
          ['方式', how],
          ['内容', content],
        ],
        files,
      );
    }
    case 'hazard:assign':
      return said([
        ['承办单位', event.data.bodyName],
        ['原因', event.data.reason],
      ]);
    case 'hazard:takeInterim':
      return { ...said([['内容', event.data.text]], event.data.files), what: MEASURE_NAMES[event.data.measure] };
    case 'hazard:impose': {
      const { measure, text, document, untilOn, approvedBy, noticeAt, effectiveAt, urgent, files } = event.data;
      const described = said(
        [
          ['内容', text],
          ['文书', document],
          ['期限', untilOn],
          ['批准人', approvedBy],
          ['书面通知', noticeAt && sayInstant(noticeAt)],
          ['执行', effectiveAt && sayInstant(effectiveAt)],
          ['紧急情形', urgent ? '是，未提前二十四小时通知' : null],
        ],
        files,
      );
      return { ...described, what: MEASURE_NAMES[measure] };
    }
    case 'hazard:lift':
      return said(
        [
          ['解除第几项措施', String(event.data.no)],
          ['审查意见', event.data.note],
        ],
        event.data.files,
      );
    case 'hazard:applyExtension': {
      const { dueOn, reason, interim, files } = event.data;
      return said(
        [
          ['申请延至', dueOn],
          ['原因', reason],
          ['期间安全措施', interim],
        ],
        files,
      );
    }
    case 'hazard:approveExtension':
      return said([
        ['延至', event.data.dueOn],
        ['理由', event.data.reason],
        ['文书', event.data.document],
      ]);
    case 'hazard:pauseClock':
      return said(
        [
          ['原因', event.data.reason],
          ['依据', event.data.source],
        ],
        event.data.files,
      );
    case 'hazard:resumeClock':
      return said([['说明', event.data.note]]);
    case 'hazard:refer': {
      const { authority, reason, document, files } = event.data;
      return said(
        [
          ['受移送机关', authority],
          ['原因', reason],
          ['文书', document],
        ],
        files,
      );
    }
    case 'hazard:receiveReferral': {
      const { receivedOn, receiver, document, files } = event.data;
      return said(
        [
          ['签收日期', receivedOn],
          ['签收人', receiver],
          ['回执', document],
        ],
        files,
      );
    }
    case 'hazard:requestShutdown': {
      const { government, grounds, document, files } = event.data;
      return said(
        [
          ['提请', government],
          ['理由', grounds],
          ['文书', document],
        ],
        files,
      );
    }
    case 'hazard:decideShutdown': {
      const { ordered, decidedOn, document, note, files } = event.data;
      return said(
        [
          ['决定', ordered ? '予以关闭' : '不予关闭'],
          ['决定日期', decidedOn],
          ['文书', document],
          ['说明', note],
        ],
        files,
      );
    }
    case 'hazard:selectForLookBack':
      return said([['回头看期限', event.data.dueOn]]);
    case 'hazard:markListed': {
      const { listing, document } = event.data;
      const details = lines([
        ['文号', document],
        ['挂牌层级', listing && LISTING_LEVEL_NAMES[listing.level]],
        ['挂牌日期', listing?.listedOn ?? null],
        ['摘牌日期', listing?.delistedOn ?? null],
      ]);
      return { what: listing === null ? '撤回挂牌' : listing.delistedOn ? '摘牌' : what, details, files: [] };
    }
    case 'hazard:lookBack': {
      const { passed, finding, files } = event.data;
      const outcome = passed ? '回头看合格' : '回头看不合格，按新的隐患登记';
      return { what: outcome, details: visit(['核查意见', finding], event.data), files };
    }
  }
}

const WHAT = Object.fromEntries(
  Object.entries(COMMAND_NAMES).map(([command, name]) => [`hazard:${command}`, name]),
) as Record<HazardAction, string>;

/** Whether a recorded action is one of the loop; other slices may record facts about the same subject. */
export function isHazardAction(action: string): action is HazardAction {
  return action in WHAT;
}

function lines(pairs: readonly (readonly [label: string, text: string | null])[]): EventDescription['details'] {
  return pairs.flatMap(([label, text]) => (text ? [{ label, text }] : []));
}

const share = (percent: number | null) => (percent === null ? null : `${percent}%`);
const spent = (funds: number | null) => (funds === null ? null : `${funds} 万元`);
