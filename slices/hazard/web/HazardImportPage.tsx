import { Link, useParams } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { ColumnMapping } from '@zhiben/platform/web/kit/import/ColumnMapping.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useConfirm } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Progress } from 'antd';
import { useEffect } from 'react';
import {
  getHazardImport,
  type HazardImport,
  mapHazardImport,
  startHazardImport,
  undoHazardImport,
} from '../domain/hazard-import.contract.ts';
import { IMPORT_FIELD_WORDS } from '../domain/hazard-import.rules.ts';
import { ImportRows } from './ImportRows.tsx';
import { IMPORT_MARKS } from './import-marks.ts';
import './import.css';

const LOOK_EVERY_MS = 1000;

export default function HazardImportPage() {
  usePageTitle('核对和导入');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getHazardImport, { params: { id } });
  const isMoving = data?.status === 'running' || data?.status === 'undoing';
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => void refetch(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isMoving, refetch]);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <ImportSheet made={data} />;
}

function ImportSheet({ made }: { made: HazardImport }) {
  const { id, version, counts, abilities } = made;
  const map = useCommand(mapHazardImport);
  const start = useCommand(startHazardImport);
  const undo = useCommand(undoHazardImport);
  const confirm = useConfirm();
  const command = () => ({ commandId: newId(), expectedVersion: version });
  const problem = map.problem ?? start.problem;
  const askUndo = () =>
    confirm({
      title: `撤销“${made.fileName}”的导入？`,
      consequence: `${sayNumber(counts.imported)} 条中还没有人办理的，以“不构成隐患”办结并注明撤销导入，编号和记录保留；已经办理的不受影响。`,
      verb: '撤销导入',
      irreversible: true,
      run: () => undo.run({ params: { id }, body: command() }),
    });
  return (
    <div className="zb-import">
      <header className="zb-import-head">
        <h1>{made.fileName}</h1>
        <StatusTag {...IMPORT_MARKS[made.status]} />
        <div className="zb-import-actions">
          {(counts.imported > 0 || counts.kept > 0) && (
            <Link to={'/hazards' as never} search={{ view: 'all', importId: id } as never}>
              查看导入的隐患
            </Link>
          )}
          {abilities.undo && <Button onClick={askUndo}>撤销这次导入</Button>}
          {made.status === 'mapping' && (
            <Button
              type="primary"
              disabled={!abilities.start}
              loading={start.isRunning}
              onClick={() => void start.run({ params: { id }, body: command() }).catch(() => {})}
            >
              导入 {sayNumber(counts.ready)} 条
            </Button>
          )}
        </div>
      </header>
      <p className="zb-form-lead">{leadOf(made)}</p>
      {problem && <Alert type="error" showIcon title={problem.message} />}
      <Moving made={made} />
      {abilities.map && (
        <Section title="各列是什么" note="按表头猜出，请核对；同样的表头下次自动对应。">
          <ColumnMapping
            key={version}
            fields={IMPORT_FIELD_WORDS}
            headers={made.headers}
            mapping={made.mapping}
            submitLabel="按此对应重新检查"
            isRunning={map.isRunning}
            onMap={(mapping) => void map.run({ params: { id }, body: { ...command(), mapping } }).catch(() => {})}
          />
        </Section>
      )}
      <Section title="各行">
        <ImportRows key={`${made.status}-${version}`} made={made} />
      </Section>
    </div>
  );
}

function Moving({ made: { status, counts } }: { made: HazardImport }) {
  const all = status === 'running' ? counts.ready + counts.imported : counts.imported + counts.undone + counts.kept;
  if ((status !== 'running' && status !== 'undoing') || all === 0) return null;
  const done = status === 'running' ? counts.imported : counts.undone + counts.kept;
  return (
    <div role="status">
      <Progress percent={Math.floor((done / all) * 100)} />
      {status === 'running' ? '已导入' : '已处理'} {sayNumber(done)} / {sayNumber(all)} 条。可以离开本页，后台继续进行。
    </div>
  );
}

function leadOf({ status, total, counts }: HazardImport): string {
  const all = `共 ${sayNumber(total)} 行`;
  if (status === 'mapping') {
    return `${all}：${sayNumber(counts.ready)} 行可以导入，${sayNumber(counts.bad)} 行有问题。有问题的行不导入，可在表格中改正后另行上传。`;
  }
  const kept = counts.kept > 0 ? `，${sayNumber(counts.kept)} 条已有人办理而保留` : '';
  if (status === 'undone') return `${all}：已撤销 ${sayNumber(counts.undone)} 条${kept}。`;
  return `${all}：已导入 ${sayNumber(counts.imported)} 条，${sayNumber(counts.bad)} 行有问题未导入。导入的隐患为“线索待认定”。`;
}
