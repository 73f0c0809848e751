import { Link, useParams } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { type Answer, type CheckItem, type CheckRecord, getScreeningRecord } from '@zhiben/slices/screening/domain';
import { Photos, sayAnswer } from '../AnswerTable.tsx';
import { RecordMarks, RecordStateTag, VerdictTag } from '../record-marks.tsx';
import { saySlot } from '../screening-words.ts';
import { PhoneConflict } from './PhoneConflict.tsx';
import './phone-record.css';

/** One record: what was answered, what was found, whether it is whole, and what somebody has still to decide. */
export default function PhoneRecordPage() {
  usePageTitle('排查记录');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useCall(getScreeningRecord, { params: { id } });
  if (data) return <RecordOf record={data} />;
  if (error?.status === 0)
    return (
      <Empty title="没有网络，看不到这份记录">记录已在服务器上，联网后可以打开；列表里的情况是上次联网时的。</Empty>
    );
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  return <Loading label="正在加载排查记录" />;
}

function RecordOf({ record }: { record: CheckRecord }) {
  const answers = new Map(record.answerList.map((answer) => [answer.item, answer]));
  const itemOf = (wanted: string) => record.items.find(({ id }) => id === wanted);
  const open = record.conflictList.filter(({ resolution }) => resolution === null);
  const voices = record.files.filter(({ mediaType }) => mediaType.startsWith('audio/')).length;
  return (
    <article className="zb-phone-record">
      <header>
        <h2>{record.taskName}</h2>
        <p className="zb-phone-note">
          {record.slotKey ? `应查 ${saySlot(record.slotKey)}` : `${record.slotDay}（额外检查）`}
          {record.unitName && ` · ${record.unitName}`}
        </p>
        <p className="zb-phone-marks">
          <RecordStateTag state={record.state} />
          <RecordMarks row={record} />
        </p>
      </header>
      {record.missingFiles > 0 && (
        <p className="zb-notice">
          还有 {record.missingFiles} 个附件没有传到服务器，记录暂不完整。请在签名的那台手机上打开“待上传”。
        </p>
      )}
      {open.length > 0 && (
        <Section title="两台手机填写不一致" note={`${open.length} 项待处理`}>
          {open.map((conflict) => (
            <PhoneConflict key={conflict.id} conflict={conflict} item={itemOf(conflict.itemId)} />
          ))}
        </Section>
      )}
      {record.findingList.length > 0 && (
        <Section title="查出的问题" note={`${record.findingList.length} 个`}>
          <ul className="zb-phone-list">
            {record.findingList.map((finding) => (
              <li key={finding.id}>
                <Link to={`/m/hazards/${finding.id}` as never}>
                  <strong>{finding.words}</strong>
                  <span className="zb-phone-note">
                    {finding.hazardNumber ?? '尚未编号'} · {finding.place}
                  </span>
                  {finding.fixedNow && <span className="zb-phone-note">当场：{finding.fixedNow}</span>}
                </Link>
                <Photos hashes={finding.files} files={record.files} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="检查情况" note={`${record.answerList.length} 项`}>
        <ol className="zb-phone-answers">
          {record.items.map((item) => (
            <AnswerRow key={item.id} item={item} answer={answers.get(item.id)} files={record.files} />
          ))}
        </ol>
      </Section>
      <Section title="签名和收件">
        <Facts
          items={[
            { label: '签名', value: `${record.signer.name}，${sayInstant(record.signedAt)}` },
            { label: '开始', value: sayInstant(record.startedAt) },
            { label: '收到', value: sayInstant(record.receivedAt) },
            { label: '清单', value: `${record.checklistName}（第 ${record.edition} 版）` },
            ...(record.claimedSlotKey
              ? [{ label: '本来要查的时段', value: `${saySlot(record.claimedSlotKey)}（已过补查期限，按额外检查计）` }]
              : []),
            ...(voices > 0 ? [{ label: '语音', value: `${voices} 段` }] : []),
            ...record.merged.map((other) => ({
              label: '另一台手机的签名',
              value: `${other.signer.name}，${sayInstant(other.signedAt)}`,
            })),
            ...(record.hash ? [{ label: '内容摘要', value: <code>{record.hash.slice(0, 16)}</code> }] : []),
          ]}
        />
      </Section>
      {record.conflictList.length > open.length && (
        <Section title="处理过的不一致" note="两个答案都保留">
          {record.conflictList
            .filter(({ resolution }) => resolution !== null)
            .map((conflict) => (
              <PhoneConflict key={conflict.id} conflict={conflict} item={itemOf(conflict.itemId)} />
            ))}
        </Section>
      )}
    </article>
  );
}

interface AnswerRowProps {
  readonly item: CheckItem;
  readonly answer: Answer | undefined;
  readonly files: CheckRecord['files'];
}

function AnswerRow({ item, answer, files }: AnswerRowProps) {
  const said = answer && sayAnswer(item, answer);
  return (
    <li>
      <span>{item.question}</span>
      {answer ? <VerdictTag verdict={answer.verdict} /> : <StatusTag label="未答" />}
      {said && <p>{said}</p>}
      {answer && <Photos hashes={answer.files} files={files} />}
    </li>
  );
}
