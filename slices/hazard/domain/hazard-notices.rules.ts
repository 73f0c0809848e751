import type { HazardActor } from './hazard.policy.ts';
import { ADDRESSEE_NAMES, type HazardNotice, RUNG_NAMES, SIGNED_HOW_NAMES } from './hazard-notices.contract.ts';

/**
 * Who may sign or serve a notice now. The principal signs on the own account; the actual controller, who has none, signs
 * in person on the principal's screen or before the township.
 */
export function noticeAbilities(
  actor: Pick<HazardActor, 'role' | 'permissions' | 'scope'>,
  { signedAt }: { readonly signedAt: unknown },
): HazardNotice['abilities'] {
  const isOpen = signedAt === null;
  return {
    sign: isOpen && actor.permissions.has('hazard:sign') && actor.scope.enterpriseId !== null,
    visit: isOpen && actor.permissions.has('hazard:visit') && actor.scope.enterpriseId === null,
  };
}

/** Facts about a hazard that leave its state as it is. */
const NOTE_NAMES: Readonly<Record<string, string>> = {
  'hazard:issueNotice': '发出告知',
  'hazard:climbNotice': '告知未签收，升级送达',
  'hazard:signNotice': '告知已签收',
  'hazard:visitNotice': '告知已上门送达',
  'hazard:remind': '催办',
};

/** What such a fact says, as the timeline shows it; null for facts of other slices. */
export function describeNote(action: string, data: Readonly<Record<string, unknown>>) {
  const what = NOTE_NAMES[action];
  if (!what) return null;
  const name = (names: Readonly<Record<string, string>>, key: unknown) => names[String(key)] ?? '';
  const said: readonly (readonly [string, unknown])[] = [
    ['催办对象', data.remindedParty],
    ['催办事项', data.owed],
    ['告知对象', [name(ADDRESSEE_NAMES, data.addressee), data.addresseeName].filter(Boolean).join(' ')],
    ['签收期限', data.signDueOn],
    ['送达方式', data.rung ? name(RUNG_NAMES, data.rung) : data.how && name(SIGNED_HOW_NAMES, data.how)],
    ['送达人数', data.reached],
    ['签收人', data.name],
    ['地点', data.place],
    ['见证人', data.witnesses],
    ['说明', data.note],
  ];
  return {
    what,
    details: said.flatMap(([label, text]) =>
      text === undefined || text === '' ? [] : [{ label, text: String(text) }],
    ),
    files: Array.isArray(data.files) ? data.files.map(String) : [],
  };
}
