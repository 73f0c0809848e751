import { Link } from '@tanstack/react-router';
import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { sayCount, sayDate } from '@zhiben/platform/web/kit/dates.ts';
import { HeadingContext } from '@zhiben/platform/web/kit/heading.ts';
import { groupByUrgency } from '@zhiben/platform/web/kit/queue/queue-groups.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useMay, useSession } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { UnansweredBodies } from '@zhiben/slices/plan/web';
import { Suspense } from 'react';
import { getHome, type Home, type HomeFigure, type HomeItem } from '../domain/overview.contract.ts';
import './home.css';

/** So many bodies that the office's own work stays in sight below. */
const UNANSWERED = 6;

/** What lapses first and the numbers that matter, by what the person may do. */
export default function HomePage() {
  usePageTitle('首页');
  const home = useCall(getHome, {});
  const verifies = useMay('task:verify');
  if (home.isPending) return <Loading label="正在加载首页" />;
  if (home.isError) return <Failure problem={home.error} onRetry={() => void home.refetch()} />;
  const { today, sentence, figures, items, hasMore, works, unread } = home.data;
  return (
    <div className="zb-home">
      <header>
        <h1>{works ? '我的工作' : '总体情况'}</h1>
        <p>
          {sayDate(today)}
          {sentence && <strong>{sentence}</strong>}
          {unread.count > 0 && <span>未读消息 {sayCount(unread)} 条，点右上角铃铛查看。</span>}
        </p>
      </header>
      {figures.length > 0 && <Figures figures={figures} />}
      {verifies && (
        <section className="zb-home-group" aria-label="谁还没有答复">
          <h2>谁还没有答复</h2>
          <HeadingContext value="h2">
            <Suspense fallback={<Loading label="正在加载未答复单位" />}>
              <UnansweredBodies most={UNANSWERED} />
            </Suspense>
          </HeadingContext>
        </section>
      )}
      <HeadingContext value="h2">
        {(works || items.length > 0) && <Items items={items} hasMore={hasMore} today={today} />}
        {!works && figures.length === 0 && <NothingHere />}
      </HeadingContext>
    </div>
  );
}

function Figures({ figures }: { figures: Home['figures'] }) {
  return (
    <ul className="zb-home-figures" aria-label="关键数字">
      {figures.map((figure) => (
        <li key={figure.key}>
          <FigureLink {...figure} />
        </li>
      ))}
    </ul>
  );
}

function FigureLink({ label, count, exact, urgent, path }: HomeFigure) {
  return (
    <Link to={path as never} className="zb-home-figure" data-urgent={urgent}>
      <span>{label}</span> <b>{sayCount({ count, exact })}</b>
    </Link>
  );
}

function Items({ items, hasMore, today }: Pick<Home, 'items' | 'hasMore' | 'today'>) {
  const groups = groupByUrgency(items, today);
  const byId = new Map(items.map((item) => [item.id, item]));
  if (groups.length === 0) {
    return <Empty title="没有等您办理的事项">有事项交给您、期限临近或被退回时，会列在这里。</Empty>;
  }
  const lists = groups.map((group) => (
    <section key={group.label} className="zb-home-group" aria-label={group.label}>
      <h2>
        {group.label} {!hasMore && <small>{group.items.length}</small>}
      </h2>
      <ul>
        {group.items.map(({ id }) => {
          const item = byId.get(id);
          return (
            item && (
              <li key={`${id} ${item.task}`}>
                <Item {...item} />
              </li>
            )
          );
        })}
      </ul>
    </section>
  ));
  return (
    <>
      {lists}
      {hasMore && <p className="zb-home-more">每类只列最紧的几件；点上面的数字看全部。</p>}
    </>
  );
}

function Item({ task, title, note, dueOn, path }: HomeItem) {
  return (
    <Link to={path as never} className="zb-home-item">
      <span className="zb-home-task">{task}</span>
      <span className="zb-home-title">{title}</span>
      {dueOn && <Countdown dueOn={dueOn} />}
      <span className="zb-home-note">{note}</span>
    </Link>
  );
}

/** For people who administer the system and have no part in its work. */
function NothingHere() {
  const { roleName } = useSession();
  return <Empty title="没有需要您办理的业务">{roleName}的功能在左侧导航中。</Empty>;
}
