import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter, ListView } from '@zhiben/platform/web/kit/list/list-types.ts';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useDivisionChoices, usePlaceNames } from '@zhiben/slices/division/web';
import { INDUSTRIES, industryName } from '@zhiben/slices/enterprise/domain';
import { useMemo } from 'react';
import { type CommitmentRow, countCommitments, getCommitment, listCommitments } from '../domain/commitment.contract.ts';
import { COMMITMENT_GROUP_NAMES, SIGNED_AS_NAMES } from '../domain/commitment.terms.ts';
import { CommitmentBody, CommitmentMarks } from './CommitmentParts.tsx';

const VIEWS: readonly ListView[] = (['signed', 'missing', 'late', 'differing'] as const).map((group) => ({
  key: group,
  label: group === 'missing' ? '今天未承诺' : COMMITMENT_GROUP_NAMES[group],
  query: { group },
}));
const industries = Object.entries(INDUSTRIES).map(([value, label]) => ({ value, label }));

/** Who committed and who did not; for people of an enterprise their own days. */
export default function CommitmentListPage() {
  const isOwn = useMay('screening:commit');
  const names = usePlaceNames();
  const divisions = useDivisionChoices();
  const columns = useMemo(
    (): readonly Column<CommitmentRow>[] => [
      { key: 'day', label: '日期', width: 110, render: (row) => row.day },
      ...(isOwn
        ? []
        : [
            { key: 'name', label: '单位', width: 220, grow: true, render: (row: CommitmentRow) => row.enterpriseName },
            {
              key: 'division',
              label: '属地',
              width: 130,
              render: (row: CommitmentRow) => names.division(row.division),
            },
            {
              key: 'industry',
              label: '监管行业',
              width: 140,
              hidden: true,
              render: (row: CommitmentRow) => industryName(row.industry),
            },
          ]),
      {
        key: 'state',
        label: '状态',
        width: 100,
        render: (row) =>
          row.signedAt ? (
            <StatusTag label={row.isLate ? '晚于时限' : '已签署'} tone={row.isLate ? 'yellow' : 'green'} />
          ) : (
            <StatusTag label={row.isLate ? '已过时限' : '未签署'} tone={row.isLate ? 'red' : 'neutral'} />
          ),
      },
      {
        key: 'summary',
        label: '装置和作业',
        width: 200,
        grow: true,
        render: (row) => row.summary || <Absent kind="none" />,
      },
      {
        key: 'differences',
        label: '核对',
        width: 92,
        render: (row) => (row.differences > 0 ? <StatusTag label={`${row.differences} 处差异`} tone="yellow" /> : ''),
      },
      {
        key: 'signer',
        label: '签署人',
        width: 150,
        render: (row) =>
          row.signedAt ? `${row.signedByName}${row.signedAs ? `（${SIGNED_AS_NAMES[row.signedAs]}）` : ''}` : '',
      },
      { key: 'signed', label: '签署时间', width: 150, render: (row) => (row.signedAt ? sayInstant(row.signedAt) : '') },
      { key: 'version', label: '版本', width: 70, align: 'right', hidden: true, render: (row) => row.version || '' },
    ],
    [names, isOwn],
  );
  const filters = useMemo(
    (): readonly Filter[] => [
      ...(isOwn
        ? []
        : [
            { kind: 'text', key: 'q', label: '检索', placeholder: '单位名称' } as const,
            { kind: 'tree', key: 'division', label: '属地', nodes: divisions } as const,
            { kind: 'choice', key: 'industry', label: '监管行业', choices: industries } as const,
          ]),
      { kind: 'dates', key: 'from', endKey: 'to', label: '日期' },
    ],
    [divisions, isOwn],
  );
  return (
    <ListPage
      title="安全承诺公告"
      contract={listCommitments}
      count={countCommitments}
      columns={columns}
      filters={filters}
      views={VIEWS}
      panel={(id) => <CommitmentPanel id={id} />}
      recordPath={(id) => `/commitments/${id}`}
      {...(isOwn && {
        actions: (
          <LinkButton to="/commitments/sign" primary>
            签署今天的承诺
          </LinkButton>
        ),
      })}
      empty={{ title: '没有符合条件的安全承诺', children: '企业主要负责人每天签署后列在这里。' }}
    />
  );
}

function CommitmentPanel({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getCommitment, { params: { id } });
  if (error?.status === 404) {
    return (
      <Empty title="这家企业当天没有签署安全承诺" actions={<LinkButton to={`/enterprises/${id}`}>企业档案</LinkButton>}>
        可以从企业档案联系主要负责人。
      </Empty>
    );
  }
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <RecordPanel
      number={data.day}
      title={data.enterpriseName}
      marks={<CommitmentMarks commitment={data} />}
      actions={<LinkButton to={`/commitments/${id}`}>打开</LinkButton>}
    >
      <CommitmentBody commitment={data} />
    </RecordPanel>
  );
}
