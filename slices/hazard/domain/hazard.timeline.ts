import { type HazardActor, REGULATOR_FOUND, seenChannel } from './hazard.policy.ts';
import { COMMAND_NAMES } from './hazard.rules.ts';
import type { HazardAction, HazardEvent } from './hazard.state.ts';
import { CHANNEL_NAMES, COMMITMENT_NAMES } from './hazard.terms.ts';
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
      const { statement, fundsSpent, files } = event.data;
      return {
        what,
        details: lines([
          ['整改情况', statement],
          ['已用资金', spent(fundsSpent)],
        ]),
        files,
      };
    }
    case 'hazard:accept':
    case 'hazard:reject': {
      const { finding, place, visitedAt, participants, files } = event.data;
      return {
        what,
        details: lines([
          ['验收意见', finding],
          ['核验地点', place],
          ['核验时间', sayInstant(visitedAt)],
          ['同行人员', participants.join('、')],
        ]),
        files,
      };
    }
  }
}

const WHAT: Record<HazardAction, string> = {
  'hazard:register': COMMAND_NAMES.register,
  'hazard:confirm': COMMAND_NAMES.confirm,
  'hazard:judgeGeneral': COMMAND_NAMES.judgeGeneral,
  'hazard:dismiss': COMMAND_NAMES.dismiss,
  'hazard:commit': COMMAND_NAMES.commit,
  'hazard:reportProgress': COMMAND_NAMES.reportProgress,
  'hazard:apply': COMMAND_NAMES.apply,
  'hazard:accept': '验收合格，销号',
  'hazard:reject': '验收不合格，退回整改',
};

/** Whether a recorded action is one of the loop; other slices may record facts about the same subject. */
export function isHazardAction(action: string): action is HazardAction {
  return action in WHAT;
}

function lines(pairs: readonly (readonly [label: string, text: string | null])[]): EventDescription['details'] {
  return pairs.flatMap(([label, text]) => (text ? [{ label, text }] : []));
}

const share = (percent: number | null) => (percent === null ? null : `${percent}%`);
const spent = (funds: number | null) => (funds === null ? null : `${funds} 万元`);
