import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { useListRows } from '@zhiben/platform/web/kit/list/use-list-rows.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { type Enterprise, type FieldOrigin, listEnterpriseChanges } from '../domain/enterprise.contract.ts';
import { FIELD_NAMES, FIELD_RULES } from '../domain/enterprise.fields.ts';
import { CHANGE_SOURCE_NAMES, ENTERED_SOURCE_NAMES } from '../domain/enterprise.terms.ts';
import { fileView } from './use-origins.tsx';

const FIELDS = [
  ...FIELD_NAMES.map((value) => ({ value: value as FieldOrigin['field'], label: FIELD_RULES[value].label })),
  { value: 'division' as const, label: '属地' },
];

/** 此项由谁何时凭什么改为…: newest first, of the whole file or of one field. */
export function ChangesTab({ enterprise }: { enterprise: Enterprise }) {
  const [view, setView] = useUrlState(fileView);
  const field = FIELDS.find(({ value }) => value === view.field)?.value;
  const query = useMemo(() => (field ? { field } : {}), [field]);
  const list = useListRows(listEnterpriseChanges, { id: enterprise.id }, query);
  const entered = `${enterprise.enteredByName} ${sayInstant(enterprise.createdAt)} ${ENTERED_SOURCE_NAMES[enterprise.enteredSource]}`;
  const isBare = enterprise.origins.length === 0;
  return (
    <>
      {!isBare && (
        <Select
          aria-label="看哪一项的历史"
          className="zb-changes-field"
          placeholder="全部项目"
          allowClear
          showSearch
          optionFilterProp="label"
          value={field ?? null}
          options={FIELDS}
          onChange={(value: string | null) => void setView({ field: value ?? undefined })}
        />
      )}
      {list.isPending && <Loading label="正在加载变更历史" />}
      {list.isError && list.rows.length === 0 && <Failure problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.rows.length === 0 && (
        <Empty title={field ? '建档后这一项没有改动过' : '建档后没有改动过'}>{entered}，内容为建档时所填。</Empty>
      )}
      {list.rows.length > 0 && (
        <ul className="zb-changes" aria-label="变更历史">
          {list.rows.map((change) => (
            <li key={change.id}>
              <strong>{change.label}</strong>
              <span>
                <del>{change.before ?? <Absent />}</del> → <ins>{change.after ?? <Absent />}</ins>
              </span>
              <small>
                {change.byName} {sayInstant(change.at)} · {CHANGE_SOURCE_NAMES[change.source]}
                {change.basis && ` · 依据：${change.basis}`} · {change.effectiveOn} 起生效
              </small>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          查看更早的变更
        </Button>
      ) : (
        list.rows.length > 0 && (
          <p className="zb-changes-origin">
            {entered}；{field ? '最早一条之前为建档时所填' : '没有列出的项目均为建档时的内容'}。
          </p>
        )
      )}
    </>
  );
}
