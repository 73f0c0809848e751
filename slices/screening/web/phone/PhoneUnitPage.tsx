import { Link, useParams } from '@tanstack/react-router';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import type { ScreeningPack } from '@zhiben/slices/screening/domain';
import { PackGate } from './PackGate.tsx';
import { WorkList } from './TodayParts.tsx';
import { useWork } from './use-pack.ts';

/** What the code at a place opens: what this person checks here, and a way to report what is wrong. */
export default function PhoneUnitPage() {
  return <PackGate>{(pack) => <Unit pack={pack} />}</PackGate>;
}

function Unit({ pack }: { pack: ScreeningPack }) {
  const { unitId } = useParams({ strict: false }) as { unitId?: string };
  const unit = pack.units.find(({ id }) => id === unitId);
  const work = useWork(pack);
  const mayReadRisks = useMay('risk:read');
  usePageTitle(unit?.name ?? '排查点');
  if (!work) return <Loading />;
  if (!unit) {
    return (
      <Empty
        title="这个排查点不在本单位的清单中"
        actions={
          <Link to={'/m/screening' as never} className="zb-button">
            回到今日任务
          </Link>
        }
      >
        二维码可能已经更换；联网后清单会自动更新。
      </Empty>
    );
  }
  const here = work.items.filter(({ task }) => task.unitId === unit.id);
  const open = here.filter(({ state, isSigned }) => !isSigned && (state === 'due' || state === 'overdue'));
  const tasks = pack.tasks.filter((task) => task.unitId === unit.id);
  return (
    <>
      {unit.place && <p className="zb-phone-note">{unit.place}</p>}
      <nav className="zb-today-actions" aria-label="在这里">
        <Link to={'/m/screening/finding' as never} search={{ unit: unit.id } as never} className="zb-button">
          报问题
        </Link>
        {mayReadRisks && (
          <Link to={`/m/risks/${unit.id}` as never} className="zb-button">
            岗位风险
          </Link>
        )}
      </nav>
      {open.length > 0 && (
        <Section title="在这里要查" note={`${open.length} 项`}>
          <WorkList items={open} today={work.today} label="在这里要查" />
        </Section>
      )}
      {open.length === 0 && (
        <p className="zb-today-all">
          {tasks.length > 0 ? '您在这里的任务都已查完。' : '这里没有分给您的任务。发现问题可以直接点“报问题”。'}
        </p>
      )}
      {tasks.length > 0 && <ExtraList tasks={tasks} />}
    </>
  );
}

/** Tasks to be checked beside the plan. */
export function ExtraList({ tasks }: Pick<ScreeningPack, 'tasks'>) {
  return (
    <Section title="额外检查一次" note="计划之外，单独计数">
      <ul className="zb-phone-list" aria-label="额外检查">
        {tasks.map((task) => (
          <li key={task.id}>
            <Link to={`/m/screening/check/${task.id}` as never}>
              <strong>{task.name}</strong>
              <span className="zb-phone-note">{task.checklistName}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
