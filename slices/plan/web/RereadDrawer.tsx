import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Drawer } from 'antd';
import {
  clauseText,
  FACT_NAMES,
  type PlanRecord,
  previewRereading,
  type ReadingDifference,
  rereadPlan,
} from '../domain/index.ts';

interface RereadDrawerProps {
  readonly plan: Pick<PlanRecord, 'id' | 'readAt' | 'version'>;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What the present reader would see differently, before it takes the place of the earlier reading. */
export function RereadDrawer({ plan, open, onClose }: RereadDrawerProps) {
  const params = { id: plan.id };
  const preview = useCall(previewRereading, { params }, { enabled: open, staleTime: 0 });
  const reread = useCommand(rereadPlan);
  const notice = useNotice();
  const { data, error } = preview;
  const run = async () => {
    if (!data) return;
    await reread.run({ params, body: { commandId: newId(), version: data.version } });
    notice('已重新识别，更正全部保留');
    onClose();
  };
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title="重新识别"
      size={560}
      footer={
        <Button
          type="primary"
          disabled={!data || data.differences.length === 0}
          loading={reread.isRunning}
          onClick={() => void run().catch(() => undefined)}
        >
          重新识别，保留更正
        </Button>
      }
    >
      <p>用现在的识别程序重读原文。您所做的更正按原文位置保留，不会丢失。上次识别：{sayInstant(plan.readAt)}。</p>
      {reread.problem && (
        <p role="alert" className="plan-problem">
          {reread.problem.message}
        </p>
      )}
      {error && <Failure problem={error} onRetry={() => void preview.refetch()} />}
      {!data && !error && <Loading label="正在重读" />}
      {data && data.differences.length === 0 && <p>与现在的识别结果完全一致，不需要重新识别。</p>}
      {data && data.lostCorrectionIds.length > 0 && (
        <p className="plan-problem">其中 {data.lostCorrectionIds.length} 步更正会找不到原来的位置，列为待核对。</p>
      )}
      {data && data.differences.length > 0 && (
        <>
          <strong>有 {data.differences.length} 处不同</strong>
          <ul className="plan-differences">
            {data.differences.map((difference, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a list that does not change while it is shown
              <Difference key={n} difference={difference} />
            ))}
          </ul>
        </>
      )}
    </Drawer>
  );
}

const CHANGE_NAMES = { added: '新读出', removed: '不再读出', changed: '读法不同' } as const;
const CHANGE_TONES = { added: 'green', removed: 'orange', changed: 'blue' } as const;

function Difference({ difference }: { difference: ReadingDifference }) {
  const { change, item, path, words, fields } = difference;
  const names = fields.map((field) => FACT_NAMES[field as keyof typeof FACT_NAMES] ?? field);
  return (
    <li>
      <StatusTag label={CHANGE_NAMES[change]} tone={CHANGE_TONES[change]} /> {item === 'unit' ? '条目' : '要求'}{' '}
      <span className="plan-marker">{clauseText(path)}</span>
      <div>{words}</div>
      {names.length > 0 && <small>不同之处：{names.join('、')}</small>}
    </li>
  );
}
