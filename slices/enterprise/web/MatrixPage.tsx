import { Link } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useBodies } from '@zhiben/slices/division/web';
import { Button, Switch } from 'antd';
import { useState } from 'react';
import { type Industry, industryName } from '../domain/industries.ts';
import { DUTY_NAMES, exportMatrix, fillBlindSpots, getMatrix, type MatrixRow } from '../domain/oversight.contract.ts';
import { DutyDrawer } from './DutyDrawer.tsx';
import './enterprise.css';

const FAULTS: Record<MatrixRow['faults'][number], string> = {
  hole: '无主管部门',
  overlap: '主管重叠',
  mismatch: '档案与矩阵不符',
};

/** 三管三必须: industry × department, with what is missing, double, or contradicted by the files. */
export default function MatrixPage() {
  usePageTitle('责任矩阵');
  const { data, error, refetch } = useCall(getMatrix, {});
  const fill = useCommand(fillBlindSpots);
  const confirm = useConfirm();
  const notice = useNotice();
  const may = useMay('enterprise:oversee');
  const [onlyFaults, setOnlyFaults] = useState(false);
  const [editing, setEditing] = useState<Industry | null>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在计算责任矩阵" />;
  const rows = onlyFaults ? data.rows.filter((row) => row.faults.length > 0 || row.blind > 0) : data.rows;
  const count = (fault: MatrixRow['faults'][number]) => data.rows.filter((row) => row.faults.includes(fault)).length;
  const fillAll = () =>
    confirm({
      title: `按责任矩阵补齐 ${sayNumber(data.fixable)} 家企业的主管部门？`,
      consequence: '只补有唯一主管部门的行业，逐家记入变更历史，可以在档案中更正。',
      verb: '一键补齐',
      run: async () => {
        const { filled } = await fill.run({ body: { commandId: newId() } });
        notice(`已补齐 ${sayNumber(filled)} 家`);
      },
    });
  return (
    <div className="zb-matrix">
      <header>
        <h1>责任矩阵</h1>
        <div className="zb-proposal-actions zb-screen-only">
          <Button href={urlOf(exportMatrix, {})} download>
            导出
          </Button>
          {may && data.fixable > 0 && (
            <Button type="primary" onClick={fillAll}>
              一键补齐 {sayNumber(data.fixable)} 家
            </Button>
          )}
        </div>
      </header>
      <p>
        监管盲区 <Link to={'/enterprises?view=blind' as never}>{sayNumber(data.blind)} 家企业</Link>；{count('hole')}{' '}
        个行业没有主管部门，
        {count('overlap')} 个行业主管部门重叠，{count('mismatch')} 个行业的档案与矩阵不符。
      </p>
      <div className="zb-matrix-only zb-screen-only">
        <Switch checked={onlyFaults} onChange={setOnlyFaults} aria-label="只看有问题的行业" /> 只看有问题的行业
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="zb-matrix-scroll" aria-label="责任矩阵" tabIndex={0}>
        <table className="zb-rows">
          <thead>
            <tr>
              <th scope="col">监管行业</th>
              <th scope="col">企业</th>
              <th scope="col">监管盲区</th>
              <th scope="col">行业主管和监管部门</th>
              <th scope="col">问题</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.industry}>
                <th scope="row">
                  {may ? (
                    <Button type="link" onClick={() => setEditing(row.industry)}>
                      {industryName(row.industry)}
                    </Button>
                  ) : (
                    industryName(row.industry)
                  )}
                </th>
                <td>
                  <Link to={`/enterprises?industry=${row.industry}` as never}>{sayNumber(row.enterprises)}</Link>
                </td>
                <td>
                  {row.blind > 0 ? (
                    <Link to={`/enterprises?industry=${row.industry}&oversight=blind` as never}>
                      {sayNumber(row.blind)}
                    </Link>
                  ) : (
                    '0'
                  )}
                </td>
                <td>
                  <Cells row={row} />
                </td>
                <td>
                  {row.faults.map((fault) => (
                    <StatusTag
                      key={fault}
                      label={FAULTS[fault]}
                      tone={fault === 'hole' && row.enterprises > 0 ? 'red' : 'orange'}
                    />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {editing && <DutyDrawer industry={editing} onDone={() => setEditing(null)} />}
    </div>
  );
}

function Cells({ row }: { row: MatrixRow }) {
  const bodies = useBodies();
  if (row.cells.length === 0) return <span>未明确</span>;
  return (
    <ul className="zb-cells">
      {row.cells.map((cell) => (
        <li key={cell.bodyId} title={cell.source}>
          {bodies.find(({ id }) => id === cell.bodyId)?.shortName} <small>{DUTY_NAMES[cell.duty]}</small>{' '}
          {cell.enterprises > 0 && (
            <Link to={`/enterprises?industry=${row.industry}&supervisingBodyId=${cell.bodyId}` as never}>
              {sayNumber(cell.enterprises)} 家
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
