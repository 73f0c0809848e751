import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getRiskFile } from '@zhiben/slices/risk/domain';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { renderSVG } from 'uqr';
import { useOwnId } from './use-own-id.ts';
import './screening-labels.css';

/** Where the code on a label leads: the tasks of the unit, on the phone of whoever scans it. */
const unitPath = (unitId: string) => `/m/screening/unit/${unitId}`;

/** QR labels of risk units, eight a sheet of A4, to be cut and put up where the unit is. */
export default function ScreeningLabelsPage() {
  usePageTitle('排查码');
  const own = useOwnId();
  const [chosen, setChosen] = useState<string[]>([]);
  const input = { params: { enterpriseId: own ?? '' } };
  const { data, error, refetch } = useCall(getRiskFile, input, { enabled: Boolean(own) });
  if (own === '') return <Empty title="您的账号不属于任何企业">排查码由企业自己打印、张贴。</Empty>;
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.units.length === 0)
    return <Empty title="还没有风险单元">先在“风险分级管控”中建立单元，这里按单元生成排查码。</Empty>;
  const units = data.units.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
  return (
    <div className="zb-labels">
      <div className="zb-screen-only zb-labels-tools">
        <h1>排查码</h1>
        <p>打印后裁开，贴在单元醒目处。手机扫码即打开这个单元的排查任务，没有网络也能查。</p>
        <Select
          mode="multiple"
          aria-label="打印哪些单元"
          value={chosen}
          placeholder={`全部 ${data.units.length} 个单元`}
          showSearch={{ optionFilterProp: 'label' }}
          options={data.units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
        <Button type="primary" onClick={() => window.print()}>
          打印 {units.length} 张
        </Button>
      </div>
      <div className="zb-labels-sheet">
        {units.map((unit) => {
          const address = `${window.location.origin}${unitPath(unit.id)}`;
          return (
            <article key={unit.id}>
              <img alt={`排查码：${address}`} src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address))}`} />
              <div>
                <h2>{unit.name}</h2>
                <p>{unit.place}</p>
                <p>{unit.ownerName && `责任人 ${unit.ownerName}`}</p>
                <small>{data.enterpriseName}</small>
                <strong>扫码排查</strong>
              </div>
            </article>
          );
        })}
      </div>
    </div>
  );
}
