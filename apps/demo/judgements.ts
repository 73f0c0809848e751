import { instantOf } from '@zhiben/platform/domain/clock.ts';
import type { NewEnterprise } from '@zhiben/slices/enterprise/server';
import type { Commitment, Hazard } from '@zhiben/slices/hazard/domain';
import { findHazard, giveCommand, listHazards, registerHazard, suggest } from '@zhiben/slices/hazard/server';
import { insertUsers, type NewUser } from '@zhiben/slices/identity/server';
import type { Stage } from './acting.ts';

interface Cast {
  readonly users: readonly NewUser[];
  readonly enterprises: readonly NewEnterprise[];
}

const MINUTE = 60_000;
/** Of each grade; few, since each is read by the classifier. */
const SUGGESTED = 10;

/** What judges were shown before they decided, so that proposal and decision can be compared. */
export async function loadSuggestions({ as, clock }: Stage, { users }: Cast, now: Date): Promise<void> {
  const clerk = users.find(({ role }) => role === 'committeeClerk');
  if (!clerk) return;
  const office = as(clerk);
  for (const grade of ['major', 'general'] as const) {
    const { rows } = await listHazards(office, { group: 'all', grade, sort: '-registered', limit: SUGGESTED });
    const judged = (await Promise.all(rows.map(({ id }) => findHazard(office, id)))).filter(isJudged);
    for (const hazard of judged) {
      const judge = users.find(({ id }) => id === hazard.confirmedBy);
      if (!judge) continue;
      clock.set(new Date(Date.parse(hazard.confirmedAt) - 5 * MINUTE));
      const { id: hazardId, description: text, industry, discoveredOn: on } = hazard;
      await suggest(as(judge), { hazardId, stage: 'judge', text, industry, on });
    }
  }
  clock.set(now);
}

const isJudged = (hazard: Hazard | undefined): hazard is Hazard & { confirmedAt: string } =>
  hazard !== undefined && hazard.confirmedAt !== null;

/** Before 2024-12-13, when the edition of 2024 of the criteria for housing and municipal works took the place of 2022's. */
const FOUND_ON = '2024-11-20';
const OLD = { criterionCode: 'CT22-05-2', place: '基坑东侧', description: '基坑土方超挖约 1.5 米，未采取支护措施' };

const OWNER = '范工地';
const DUE_ON = '2024-12-20';
const answer = (proof: string) => ({
  owner: { name: OWNER, position: '项目负责人' },
  proof: { note: proof, files: [] },
});
const PROMISED: Commitment[] = [
  { kind: 'responsibility', value: '由项目负责人牵头，安全员每日监测', ...answer('任命文件已存档') },
  { kind: 'measures', value: '停止开挖，按设计补做支护并回填反压', ...answer('整改方案已报送') },
  { kind: 'funds', value: 35, ...answer('资金已列支') },
  { kind: 'deadline', value: DUE_ON, ...answer('已在公告栏公示') },
  { kind: 'plan', value: '基坑周边封闭，坍塌应急预案已演练', ...answer('演练记录已存档') },
];

/**
 * One hazard that is still open was judged by criteria that have been replaced since: work on the site has rested since
 * a dispute went to court, and with it the term.
 */
export async function playReplacedStandard(
  { as, clock, newId }: Stage,
  { users, enterprises }: Cast,
  now: Date,
): Promise<void> {
  const site = enterprises.find(({ industry }) => industry === 'construction');
  const judge = users.find(({ role, bodyId }) => role === 'departmentOfficer' && bodyId === site?.supervisingBodyId);
  const clerk = users.find(({ role }) => role === 'committeeClerk');
  if (!site || !judge || !clerk) return;
  const manager = users.find(({ role }) => role === 'enterpriseSafetyManager');
  if (!manager) return;
  const owner = { ...manager, id: newId(), account: `${manager.account}-site`, name: OWNER, enterpriseId: site.id };
  await as(clerk).transaction(async (tx) => {
    await insertUsers(tx, [owner]);
    const id = newId();
    tx.record({ id, action: 'user:import', subject: { kind: 'user', id: owner.id }, data: { users: 1 } });
  });
  const at = (hour: number) => clock.set(instantOf(FOUND_ON, hour));
  const command = ({ version }: Hazard) => ({ commandId: newId(), expectedVersion: version, files: [] });
  at(10);
  const found = await registerHazard(as(judge), {
    id: newId(),
    enterpriseId: site.id,
    description: OLD.description,
    place: OLD.place,
    longitude: null,
    latitude: null,
    channel: 'departmentInspection',
    discoveredOn: FOUND_ON,
    criterionCode: OLD.criterionCode,
    files: [],
  });
  at(11);
  const judged = await giveCommand(as(judge), found.id, 'confirm', {
    ...command(found),
    criterionCode: OLD.criterionCode,
    basis: '',
    notes: '',
    commitmentsDueOn: '2024-11-29',
    rectificationDueOn: DUE_ON,
  });
  at(15);
  const owed = await giveCommand(as(owner), found.id, 'commit', { ...command(judged), commitments: PROMISED });
  at(16);
  await giveCommand(as(judge), found.id, 'pauseClock', {
    ...command(owed),
    reason: '建设单位与总承包单位合同纠纷进入诉讼，工地停工封闭，基坑已回填反压并每日监测。',
    source: '示法民〔2024〕18 号受理通知书',
  });
  clock.set(now);
}
