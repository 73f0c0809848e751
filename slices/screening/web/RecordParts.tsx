import { Link } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { CheckRecord } from '../domain/record.contract.ts';
import { Photos } from './AnswerTable.tsx';
import { saySlot } from './screening-words.ts';

export function RecordFacts({ record }: { record: CheckRecord }) {
  const { enterpriseId, taskId, checklistId } = record;
  return (
    <Facts
      items={[
        { label: '单位', value: <Link to={`/enterprises/${enterpriseId}` as never}>{record.enterpriseName}</Link> },
        { label: '排查任务', value: <Link to={`/screening-tasks/${taskId}` as never}>{record.taskName}</Link> },
        {
          label: '清单',
          value: (
            <Link to={`/checklists/${checklistId}?edition=${record.edition}` as never}>
              {record.checklistName}（第 {record.edition} 版）
            </Link>
          ),
        },
        { label: '风险单元', value: record.unitName ?? <Absent kind="none" /> },
        { label: '开始', value: sayInstant(record.startedAt) },
        { label: '签名', value: `${record.signer.name}，${sayInstant(record.signedAt)}` },
        ...(record.claimedSlotKey
          ? [{ label: '本来要查的时段', value: `${saySlot(record.claimedSlotKey)}（已过补查期限，按额外检查计）` }]
          : []),
        ...record.merged.map((other) => ({
          label: '另一台设备的签名',
          value: `${other.signer.name}，${sayInstant(other.signedAt)}`,
        })),
      ]}
    />
  );
}

/** What was found, with the hazard that it became. */
export function FindingList({ record }: { record: CheckRecord }) {
  return (
    <ul className="zb-scr-findings">
      {record.findingList.map((finding) => (
        <li key={finding.id}>
          <div>
            <Link to={`/hazards/${finding.id}` as never}>{finding.words}</Link>
            <small>
              {finding.hazardNumber ?? '尚未编号'} · {finding.place}
              {finding.fixedNow && ` · 当场：${finding.fixedNow}`}
            </small>
          </div>
          {finding.gradeGuess === 'major' && <StatusTag label="发现人认为可能重大" tone="red" />}
          <Photos hashes={finding.files} files={record.files} />
        </li>
      ))}
    </ul>
  );
}

/** Seconds beyond which a phone's clock is worth a word. */
const NOTABLE_SKEW = 60;

export function ReceiptFacts({ record }: { record: CheckRecord }) {
  const { clockSkewSeconds: skew } = record;
  return (
    <Facts
      items={[
        { label: '收到时间', value: sayInstant(record.receivedAt) },
        { label: '设备', value: <code>{record.deviceId}</code> },
        {
          label: '设备时钟',
          value:
            Math.abs(skew) < NOTABLE_SKEW
              ? '准'
              : `${skew > 0 ? '快' : '慢'} ${saySeconds(Math.abs(skew))}，时段已按此校正`,
        },
        {
          label: '内容摘要（SHA-256）',
          value: record.hash ? <code>{record.hash}</code> : <Absent kind="none" />,
          wide: true,
        },
        ...(record.missing.length > 0
          ? [{ label: '尚未收到的照片', value: record.missing.map((hash) => hash.slice(0, 12)).join('、'), wide: true }]
          : []),
      ]}
    />
  );
}

function saySeconds(seconds: number): string {
  if (seconds < 3600) return `${Math.round(seconds / 60)} 分钟`;
  if (seconds < 86_400) return `${(seconds / 3600).toFixed(1)} 小时`;
  return `${(seconds / 86_400).toFixed(1)} 天`;
}
