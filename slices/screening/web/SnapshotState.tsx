import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { REWARD_STATUS_NAMES, sayYuan } from '../domain/reward.rules.ts';
import type { Snapshot } from '../domain/snapshot.contract.ts';
import { snapshotStatusName } from '../domain/snapshot.rules.ts';

const TONES = { received: 'neutral', accepted: 'green', declined: 'neutral', duplicate: 'neutral' } as const;

export function SnapshotState({ snapshot: { kind, status } }: { snapshot: Pick<Snapshot, 'kind' | 'status'> }) {
  return <StatusTag label={snapshotStatusName(kind, status)} tone={TONES[status]} />;
}

/** What was reported and what came of it. No antd: the phone shows it too. */
export function SnapshotBody({ snapshot, base = '' }: { snapshot: Snapshot; base?: '' | '/m' }) {
  const { words, receivedOn, dueOn, finderName, files, answer, decidedAt, decidedByName, hazardId, reward } = snapshot;
  return (
    <>
      <Section title="报告">
        <p>{words}</p>
        <Facts
          items={[
            { label: '地点', value: snapshot.place },
            { label: '报告人', value: finderName ?? '匿名（系统不保存是谁）' },
            { label: '收到', value: receivedOn },
            { label: '答复期限', value: dueOn },
          ]}
        />
      </Section>
      {files.length > 0 && (
        <Section title="照片" note={`${files.length} 张`}>
          <FileList files={files} />
        </Section>
      )}
      {files.length < snapshot.photos && <p>还有 {snapshot.photos - files.length} 张照片正在从手机上传。</p>}
      <Section title="答复">
        {decidedAt === null ? (
          <p>还没有处理。</p>
        ) : (
          <>
            <p>{answer || snapshotStatusName(snapshot.kind, snapshot.status)}</p>
            <Facts
              items={[
                { label: '处理人', value: decidedByName },
                { label: '处理时间', value: sayInstant(decidedAt) },
                ...(hazardId
                  ? [{ label: '隐患', value: <Link to={`${base}/hazards/${hazardId}` as never}>查看隐患办理</Link> }]
                  : []),
                ...(snapshot.duplicateOf
                  ? [
                      {
                        label: '在先报告',
                        value: <Link to={`${base}/snapshots/${snapshot.duplicateOf}` as never}>查看</Link>,
                      },
                    ]
                  : []),
                ...(reward
                  ? [{ label: '奖励', value: `${sayYuan(reward.amountFen)} 元，${REWARD_STATUS_NAMES[reward.status]}` }]
                  : []),
              ]}
            />
          </>
        )}
      </Section>
    </>
  );
}
