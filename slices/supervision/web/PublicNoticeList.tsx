import { queryString } from '@zhiben/platform/web/api.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePublic } from '@zhiben/platform/web/plain/use-public.ts';
import {
  KEPT_MONTHS,
  listPublicNotices,
  NOTICE_GROUP_NAMES,
  NOTICE_GROUPS,
  type NoticeGroup,
  PUBLIC_NOTICES,
  type PublicNotice,
} from '../domain/public-notice.contract.ts';
import { NoticeState } from './NoticeState.tsx';

const here = (query: object) => `${PUBLIC_NOTICES}?${queryString({ ...query })}`;

export function PublicNoticeList() {
  const search = new URLSearchParams(window.location.search);
  const asked = search.get('group') as NoticeGroup;
  const group = NOTICE_GROUPS.includes(asked) ? asked : 'listed';
  const q = (search.get('q') ?? '').trim().slice(0, 40);
  const county = search.get('county') ?? undefined;
  const cursor = search.get('cursor') ?? undefined;
  const kept = { ...(q && { q }), ...(county && { county }) };
  const { data, problem, retry } = usePublic(listPublicNotices, {
    query: { group, ...kept, ...(cursor && { cursor }) },
  });
  return (
    <>
      <h1>挂牌督办公示</h1>
      <form action={PUBLIC_NOTICES} className="zb-public-search">
        <label htmlFor="q">检索公示</label>
        <input id="q" name="q" type="search" className="zb-input" defaultValue={q} placeholder="单位名称、文号、隐患" />
        <input type="hidden" name="group" value={group} />
        {county && <input type="hidden" name="county" value={county} />}
        <button type="submit" className="zb-button" data-kind="primary">
          检索
        </button>
      </form>
      <nav aria-label="公示类别">
        {NOTICE_GROUPS.map((one) => (
          <a
            key={one}
            className="zb-public-tab"
            href={here({ group: one, ...kept })}
            {...(one === group && { 'aria-current': 'page' })}
          >
            {NOTICE_GROUP_NAMES[one]}
            {data && <span> {data.counts[one]}</span>}
          </a>
        ))}
      </nav>
      {problem && <Failure problem={problem} onRetry={retry} />}
      {!data && !problem && <Loading label="正在加载公示" />}
      {data && <Notices rows={data.rows} q={q} clear={here({ group, ...(county && { county }) })} />}
      {group === 'delisted' && <p className="zb-public-note">摘牌后继续公示 {KEPT_MONTHS} 个月。</p>}
      {data && (cursor || data.nextCursor) && (
        <p className="zb-public-pages">
          {cursor && <a href={here({ group, ...kept })}>回到第一页</a>}
          {data.nextCursor && (
            <a rel="next" href={here({ group, ...kept, cursor: data.nextCursor })}>
              下一页
            </a>
          )}
        </p>
      )}
    </>
  );
}

function Notices({ rows, q, clear }: { rows: readonly PublicNotice[]; q: string; clear: string }) {
  if (rows.length === 0) {
    return q ? (
      <Empty title="没有找到符合的公示" actions={<a href={clear}>查看全部</a>}>
        换一个词，例如单位名称中的两三个字。
      </Empty>
    ) : (
      <Empty title="目前没有这一类公示">公布后显示在这里。</Empty>
    );
  }
  return (
    <ol className="zb-public-list">
      {rows.map((row) => (
        <li key={row.id}>
          <a className="zb-public-title" href={`${PUBLIC_NOTICES}/${row.id}`}>
            {row.notice}
          </a>
          <p>
            <NoticeState notice={row} />
            <span>{row.number}</span>
            <span>{row.issuerName}</span>
            <span>{row.publishedOn} 公布</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
