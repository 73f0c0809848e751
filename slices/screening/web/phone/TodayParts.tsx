import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { type ScreeningPack, SLOT_STATE_NAMES, TASK_LEVEL_NAMES } from '@zhiben/slices/screening/domain';
import { DueCards } from './DueCards.tsx';
import { PackGate, PhoneNotices } from './PackGate.tsx';
import { sayUntil, type WorkItem } from './slot-now.ts';
import { useJustKept, useWork } from './use-pack.ts';

/** Older than this, the pack may miss what was changed meanwhile. */
const OLD_MS = 24 * 3_600_000;

/** What stands above everything: what was just signed, and what may go wrong with this phone. */
export function TodayNotices() {
  return (
    <>
      <JustKept />
      <PhoneNotices />
      <DueCards />
    </>
  );
}

/** What this person checks now, what can still be made up, what is done. */
export function TodayWork() {
  return <PackGate>{(pack) => <Today pack={pack} />}</PackGate>;
}

function Today({ pack }: { pack: ScreeningPack }) {
  const work = useWork(pack);
  if (!work) return <Loading />;
  const { items, now, today } = work;
  const isOpen = ({ isSigned, state }: WorkItem) => !isSigned && (state === 'due' || state === 'overdue');
  const due = items.filter((item) => isOpen(item) && item.state === 'due');
  const overdue = items.filter((item) => isOpen(item) && item.state === 'overdue');
  const done = items.filter(
    ({ slot, isSigned, state }) =>
      slot.day === today && (isSigned || state === 'done' || state === 'made-up' || state === 'excluded'),
  );
  const coming = items.filter(({ slot, isSigned, state }) => state === 'coming' && !isSigned && slot.day === today);
  const isOld = now.getTime() - Date.parse(pack.serverAt) > OLD_MS;
  return (
    <>
      {isOld && <p className="zb-notice">任务和清单是 {sayInstant(pack.serverAt)} 的，联网后自动更新。</p>}
      {items.length === 0 && pack.tasks.length === 0 && (
        <Empty title="还没有分给您的排查任务">由安全管理员在电脑上的“排查任务”里安排。发现问题可以直接“报问题”。</Empty>
      )}
      {pack.tasks.length > 0 && due.length + overdue.length === 0 && (
        <p className="zb-today-all">{done.length > 0 ? `今天的 ${done.length} 项已查完。` : '现在没有要查的。'}</p>
      )}
      <Group title="现在要查" items={due} today={today} />
      <Group title="可以补查" items={overdue} today={today} />
      <Group title="今天稍后" items={coming} today={today} />
      <Group title="今天已查" items={done} today={today} />
      <p className="zb-today-foot">
        <Link to={'/m/screening/records' as never}>我的排查记录</Link>
        {pack.tasks.length > 0 && <Link to={'/m/screening/tasks' as never}>全部任务（额外检查）</Link>}
        <Link to={'/m/commitment' as never}>安全承诺</Link>
        <Link to={'/m/snapshots' as never}>随手拍的答复、匿名报告</Link>
      </p>
    </>
  );
}

/** After a submission: that it is safe, and how far it has come. */
function JustKept() {
  const row = useJustKept();
  if (!row) return null;
  return (
    <p className="zb-notice" role="status">
      “{row.title}”{row.state === 'waiting' ? '已存在手机里，有网络时自动上传。' : '已上传。'}
    </p>
  );
}

function Group({ title, items, today }: { title: string; items: readonly WorkItem[]; today: string }) {
  if (items.length === 0) return null;
  return (
    <Section title={title} note={`${items.length} 项`}>
      <WorkList items={items} today={today} label={title} />
    </Section>
  );
}

export function WorkList({ items, today, label }: { items: readonly WorkItem[]; today: string; label: string }) {
  return (
    <ul className="zb-phone-list" aria-label={label}>
      {items.map((item) => (
        <Row key={`${item.task.id} ${item.slot.slotKey}`} item={item} today={today} />
      ))}
    </ul>
  );
}

const TONES: Record<WorkItem['state'], Tone> = {
  coming: 'neutral',
  due: 'blue',
  overdue: 'orange',
  missed: 'red',
  done: 'green',
  'made-up': 'green',
  excluded: 'neutral',
};

function Row({ item: { task, slot, state, isSigned }, today }: { item: WorkItem; today: string }) {
  const isOpen = !isSigned && (state === 'due' || state === 'overdue');
  const until = state === 'overdue' ? slot.makeUpUntil : slot.to;
  const content = (
    <>
      <strong>{task.name}</strong>
      <span className="zb-phone-note">
        {[TASK_LEVEL_NAMES[task.level], task.unitName, slot.slotKey.split('/')[1]].filter(Boolean).join(' · ')}
      </span>
      <span className="zb-phone-marks">
        {isSigned && state !== 'done' && state !== 'made-up' ? (
          <StatusTag label="已签名" tone="green" />
        ) : (
          <StatusTag label={SLOT_STATE_NAMES[state]} tone={TONES[state]} />
        )}
        {isOpen && <span>{sayUntil(until, today)}</span>}
        {slot.day !== today && <span>应查 {slot.day.slice(5)}</span>}
      </span>
    </>
  );
  return (
    <li>
      {isOpen ? (
        <Link to={`/m/screening/check/${task.id}` as never} search={{ slot: slot.slotKey } as never}>
          {content}
        </Link>
      ) : (
        <div>{content}</div>
      )}
    </li>
  );
}
