import { useNavigate } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import type { DutyListFault } from '../domain/duty-list.rules.ts';
import { type DutyList, discardDutyList } from '../domain/index.ts';
import { DutyListPreview } from './DutyListPreview.tsx';
import type { DutyListDraft } from './use-duty-list-draft.ts';

interface PublishingProps {
  readonly list: DutyList;
  readonly draft: DutyListDraft;
  readonly faults: readonly DutyListFault[];
}

/** Whether the draft is saved and complete, and what can be done with it. */
export function DutyListPublishing({ list, draft, faults }: PublishingProps) {
  const { id, campaignId, state } = list;
  const navigate = useNavigate();
  const confirm = useConfirm();
  const notice = useNotice();
  const discard = useCommand(discardDutyList);
  const [isPreviewing, setPreviewing] = useState(false);
  const [first] = faults;
  const isPublished = campaignId !== null;
  const preview = async () => {
    if ((await draft.flush()) !== null) setPreviewing(true);
  };
  const askDiscard = () =>
    confirm({
      title: isPublished ? `放弃对“${list.title}”的修改？` : `删除草稿“${list.title}”？`,
      consequence: isPublished ? '恢复为正在执行的版本，修改的内容不保留。' : '这份清单还没有发布，删除后不能恢复。',
      verb: isPublished ? '放弃修改' : '删除草稿',
      irreversible: true,
      run: async () => {
        const version = await draft.flush();
        if (version === null) return;
        await discard.run({ params: { id }, body: { commandId: newId(), version } });
        notice(isPublished ? '已恢复为执行中的版本' : '已删除草稿');
        if (!isPublished) await navigate({ to: '/duty-lists' } as never);
      },
    });
  return (
    <div className="plan-duty-bar" role="status">
      <span>
        {draft.problem ? (
          <span className="plan-duty-fault">没有保存：{draft.problem.message}</span>
        ) : draft.isSaved ? (
          '已保存'
        ) : (
          '正在保存……'
        )}
        {first && (
          <>
            {'　'}还有 {faults.length} 处要补齐：
            <button
              type="button"
              className="zb-link"
              onClick={() => document.getElementById(`duty-${first.itemId}`)?.scrollIntoView({ block: 'center' })}
            >
              {first.itemId ? `${first.path}，` : ''}
              {first.message}
            </button>
          </>
        )}
      </span>
      <span>
        {(!isPublished || state === 'revising') && (
          <Button type="text" danger onClick={askDiscard}>
            {isPublished ? '放弃修改' : '删除草稿'}
          </Button>
        )}
        <Button type="primary" disabled={faults.length > 0} onClick={() => void preview()}>
          {isPublished ? '对照并发布修订版' : '预览并发布'}
        </Button>
      </span>
      {isPreviewing && <DutyListPreview list={list} onClose={() => setPreviewing(false)} />}
    </div>
  );
}
