import { Link } from '@tanstack/react-router';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { listHazards, STATUS_NAMES } from '@zhiben/slices/hazard/domain';
import type { Enterprise } from '../domain/enterprise.contract.ts';

/** Hazards of the file and of those that were merged into it. */
export function HazardsTab({ enterprise }: { enterprise: Enterprise }) {
  return (
    <>
      <HazardsOf id={enterprise.id} title="隐患" />
      {enterprise.mergedIds.map((id) => (
        <HazardsOf key={id} id={id} title="并入档案的隐患" />
      ))}
    </>
  );
}

function HazardsOf({ id, title }: { id: string; title: string }) {
  const list = useListRows(listHazards, undefined, { enterpriseId: id });
  if (list.isPending) return <Loading label="正在加载隐患" />;
  if (list.isError && list.rows.length === 0)
    return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  const more = list.hasNextPage ? '以上' : '';
  return (
    <Section
      title={title}
      note={`${list.rows.length} 条${more}`}
      actions={<Link to={`/hazards?enterpriseId=${id}` as never}>在台账中查看</Link>}
    >
      {list.rows.length === 0 ? (
        <Empty title="您的管辖范围内没有该企业的隐患" />
      ) : (
        <ul className="zb-changes">
          {list.rows.slice(0, 50).map((hazard) => (
            <li key={hazard.id}>
              <Link to={`/hazards/${hazard.id}` as never}>{hazard.description}</Link>
              <small>
                {hazard.number} · {STATUS_NAMES[hazard.status]} · {hazard.discoveredOn} 发现
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
