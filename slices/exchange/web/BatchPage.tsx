import { useParams } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayInstant, sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { type Fact, Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Checkbox, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { type Batch, getBatch, getOriginal, getReceipt, replayBatch, startBatch } from '../domain/batches.contract.ts';
import { OFFICIAL_TYPES, TYPE_NAMES } from '../domain/official/index.ts';
import { BatchRows } from './BatchRows.tsx';
import { BATCH_MARKS, faults, taken } from './exchange-marks.ts';
import './exchange.css';

const LOOK_EVERY_MS = 1000;

export default function BatchPage() {
  usePageTitle('一批数据');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getBatch, { params: { id } });
  const isRunning = data?.status === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void refetch(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <BatchView batch={data} />;
}

function BatchView({ batch }: { batch: Batch }) {
  const { id, version, counts, abilities, status } = batch;
  const start = useCommand(startBatch, ['risk', 'hazard']);
  const [registersHazards, setRegistersHazards] = useState(false);
  const replay = useCommand(replayBatch, ['risk']);
  const confirm = useConfirm();
  const notice = useNotice();
  const command = () => ({ commandId: newId(), version });
  const problem = start.problem ?? replay.problem;
  const askReplay = () =>
    confirm({
      title: `重放“${batch.fileName}”？`,
      consequence: '从保存的原始文件重新读取、逐条处理。已经一致的不变，后来在本平台或由更晚的批次改过的不回退。',
      verb: '重放',
      run: () => replay.run({ params: { id }, body: command() }),
    });
  const recheck = async () => {
    await replay.run({ params: { id }, body: command() });
    notice('已按现有的企业编码重新检查');
  };
  return (
    <div className="zb-exchange">
      <header className="zb-exchange-head">
        <h1>{batch.source}</h1>
        <StatusTag {...BATCH_MARKS[status]} />
        <div className="zb-exchange-actions">
          {batch.receiptHash && (
            <Button href={urlOf(getReceipt, { params: { id } })} download={`回执-${id}.json`}>
              下载回执
            </Button>
          )}
          <Button href={urlOf(getOriginal, { params: { id } })}>下载原始文件</Button>
          {abilities.replay && status === 'done' && (
            <Button loading={replay.isRunning} onClick={askReplay}>
              重放
            </Button>
          )}
          {abilities.replay && status === 'ready' && (
            <Button loading={replay.isRunning} onClick={() => void recheck().catch(() => {})}>
              重新检查
            </Button>
          )}
          {status === 'ready' && (
            <Button
              type="primary"
              disabled={!abilities.start}
              loading={start.isRunning}
              onClick={() =>
                void start.run({ params: { id }, body: { ...command(), registersHazards } }).catch(() => {})
              }
            >
              导入 {sayNumber(counts.ready)} 条
            </Button>
          )}
        </div>
      </header>
      <p className="zb-form-lead">{leadOf(batch)}</p>
      {status === 'ready' && (batch.types.hazard ?? 0) > 0 && (
        <Checkbox checked={registersHazards} onChange={({ target }) => setRegistersHazards(target.checked)}>
          同时把隐患信息登记为线索，由监管人员认定（不勾选则只保存，不进入隐患台账）
        </Checkbox>
      )}
      {problem && <Alert type="error" showIcon title={problem.message} />}
      {status === 'running' && <Running batch={batch} />}
      <Section title="批次">
        <Facts items={factsOf(batch)} />
      </Section>
      <Section title="各条记录">
        <BatchRows key={`${status}-${version}`} batch={batch} />
      </Section>
    </div>
  );
}

function Running({ batch }: { batch: Batch }) {
  const done = batch.total - batch.counts.ready;
  return (
    <div role="status">
      <Progress percent={batch.total === 0 ? 0 : Math.floor((done / batch.total) * 100)} />
      已处理 {sayNumber(done)} / {sayNumber(batch.total)} 条。可以离开本页，后台继续进行。
    </div>
  );
}

function leadOf(batch: Batch): string {
  const { status, total, counts } = batch;
  const all = `共 ${sayNumber(total)} 条`;
  if (status === 'ready') {
    const bad = counts.bad > 0 ? `，${sayNumber(counts.bad)} 条有问题不导入` : '';
    return `${all}：${sayNumber(counts.ready)} 条可以导入${bad}。现在还没有入库。`;
  }
  if (status === 'running') return `${all}，正在导入。`;
  const { kept = 0 } = counts.outcomes;
  const only = kept > 0 ? `（其中 ${sayNumber(kept)} 条只保存，原样送出）` : '';
  return `${all}：采用 ${sayNumber(taken(batch))} 条${only}，未采用 ${sayNumber(faults(batch))} 条。`;
}

function factsOf(batch: Batch): Fact[] {
  const types = OFFICIAL_TYPES.filter((type) => batch.types[type]);
  return [
    { label: '文件', value: batch.fileName },
    { label: '经办', value: `${batch.receivedByName}，${sayInstant(batch.receivedAt)}` },
    {
      label: '记录',
      value: types.map((type) => `${TYPE_NAMES[type]} ${sayNumber(batch.types[type] ?? 0)}`).join('，') || (
        <Absent kind="none" />
      ),
      wide: true,
    },
    { label: '原始文件 SHA-256', value: <code className="zb-exchange-hash">{batch.sha256}</code>, wide: true },
    {
      label: '回执',
      value: batch.receiptHash ? (
        <>
          <code className="zb-exchange-hash">{batch.receiptHash}</code>
          <small>
            {batch.appliedAt && `${sayInstant(batch.appliedAt)} 完成`}
            {batch.replays > 0 && `，重放 ${batch.replays} 次`}
          </small>
        </>
      ) : (
        '导入完成后给出'
      ),
      wide: true,
    },
  ];
}
