import { useParams } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { RecordProof } from '@zhiben/platform/web/kit/RecordProof.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { type CheckRecord, getScreeningRecord } from '../domain/record.contract.ts';
import { TASK_LEVEL_NAMES } from '../domain/screening.terms.ts';
import { AnswerTable } from './AnswerTable.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import { FindingList, ReceiptFacts, RecordFacts } from './RecordParts.tsx';
import { RecordMarks, RecordStateTag } from './record-marks.tsx';
import { saySlot } from './screening-words.ts';
import './screening.css';

/** One signed record: every answer, what was found, whether it is whole, and how to prove it. */
export default function ScreeningRecordPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getScreeningRecord, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载排查记录" />;
  return <RecordOf record={data} />;
}

function RecordOf({ record }: { record: CheckRecord }) {
  const open = record.conflictList.filter(({ resolution }) => resolution === null);
  const bad = record.answerList.filter(({ verdict }) => verdict === 'bad').length;
  return (
    <RecordPage
      title={`${record.taskName} ${record.slotKey ? saySlot(record.slotKey) : `${record.slotDay}（计划外）`}`}
      marks={
        <>
          <RecordStateTag state={record.state} />
          <StatusTag label={TASK_LEVEL_NAMES[record.level]} />
          <RecordMarks row={record} />
          <span>
            {record.signer.name} 于 {sayInstant(record.signedAt)} 签名
          </span>
        </>
      }
      actions={<Button onClick={() => window.print()}>打印</Button>}
    >
      {record.missingFiles > 0 && (
        <p className="zb-scr-warn" role="status">
          还有 {record.missingFiles} 张照片没有传到服务器，记录暂不完整。请让 {record.signer.name}{' '}
          在有网络的地方打开手机应用，“待上传”清空后这里自动补齐。
        </p>
      )}
      {open.length > 0 && (
        <Section title="待处理的冲突" note={`${open.length} 项，两台设备对同一时段填得不同`}>
          {open.map((conflict) => (
            <ConflictCard
              key={conflict.id}
              conflict={conflict}
              item={record.items.find(({ id }) => id === conflict.itemId)}
            />
          ))}
        </Section>
      )}
      <Section title="检查情况" note={`${record.answerList.length} 项，${bad} 项不合格`}>
        <AnswerTable record={record} />
      </Section>
      {record.findingList.length > 0 && (
        <Section title="查出的问题" note={`${record.findingList.length} 个，已登记为隐患`}>
          <FindingList record={record} />
        </Section>
      )}
      <Section title="记录">
        <RecordFacts record={record} />
      </Section>
      {record.conflictList.length > open.length && (
        <Section title="处理过的冲突" note="两个答案都保留">
          {record.conflictList
            .filter(({ resolution }) => resolution !== null)
            .map((conflict) => (
              <ConflictCard
                key={conflict.id}
                conflict={conflict}
                item={record.items.find(({ id }) => id === conflict.itemId)}
              />
            ))}
        </Section>
      )}
      <Section title="收件凭据" note="手机收到同样的摘要才删除本机内容">
        <ReceiptFacts record={record} />
      </Section>
      <RecordProof id={record.id} />
    </RecordPage>
  );
}
