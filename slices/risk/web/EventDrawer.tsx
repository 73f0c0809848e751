import { newId } from '@zhiben/platform/domain/ids.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Drawer } from 'antd';
import { getRiskPoint, type RiskFile, type RiskPoint, removeRiskEvent } from '../domain/risk.contract.ts';
import { AssessForm } from './AssessForm.tsx';
import { MeasuresForm } from './MeasuresForm.tsx';
import { PointFacts, PointHistory, PointRemarks } from './PointParts.tsx';
import { RiskLevel } from './RiskLevel.tsx';

interface Props {
  readonly id: string;
  readonly file: RiskFile;
  readonly onClose: () => void;
}

/** A risk event beside the list: assess, measures, remarks, history. */
export function EventDrawer({ id, file, onClose }: Props) {
  const { data, error, refetch } = useCall(getRiskPoint, { params: { id } });
  const title = data ? (
    <span className="zb-risk-drawer-title">
      {data.name} <RiskLevel level={data.level} />
    </span>
  ) : (
    '风险点'
  );
  return (
    <Drawer open title={title} onClose={onClose} size={680} destroyOnHidden>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading />}
      {data && <PointOf key={data.version} point={data} file={file} onClose={onClose} />}
    </Drawer>
  );
}

function PointOf({ point, file, onClose }: { point: RiskPoint; file: RiskFile; onClose: () => void }) {
  const remove = useCommand(removeRiskEvent);
  const confirm = useConfirm();
  const notice = useNotice();
  const { id, version, name, abilities } = point;
  if (!abilities.write) {
    return (
      <>
        <PointFacts point={point} />
        <PointRemarks point={point} />
        <PointHistory point={point} />
      </>
    );
  }
  return (
    <>
      <PointRemarks point={point} />
      <AssessForm point={point} ownTable={file.scoreTable} />
      <MeasuresForm point={point} />
      <PointHistory point={point} />
      <Section title="删除">
        <Button
          danger
          type="text"
          onClick={() =>
            confirm({
              title: `删除风险点“${name}”？`,
              consequence: '删除后不再显示和计数，评价历史保留。',
              verb: '删除',
              irreversible: true,
              run: async () => {
                await remove.run({ params: { id }, body: { commandId: newId(), version, reason: '不再存在' } });
                notice('已删除');
                onClose();
              },
            })
          }
        >
          删除这个风险点
        </Button>
      </Section>
    </>
  );
}
