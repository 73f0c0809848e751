import { newId } from '@zhiben/platform/domain/ids.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { type DutyList, previewDutyList, publishDutyList } from '../domain/index.ts';
import { EditionChanges, sayCounts } from './EditionChanges.tsx';
import './lineage.css';

/** What publishing would put in force: the text, or with a revision every difference. Then one decision. */
export function DutyListPreview({ list, onClose }: { list: DutyList; onClose: () => void }) {
  const { id } = list;
  const confirm = useConfirm();
  const notice = useNotice();
  const publish = useCommand(publishDutyList);
  const [commandId] = useState(newId);
  const { data, error, refetch } = useCall(previewDutyList, { params: { id } }, { staleTime: 0 });
  const isRevision = data !== undefined && data.counts !== null;
  const hasChanges = !data?.counts || data.rows.some((row) => row.change !== 'unchanged');
  const ask = () =>
    data &&
    confirm({
      title: isRevision ? `发布“${list.title}”第 ${data.edition} 版？` : `发布“${list.title}”？`,
      consequence: data.counts
        ? `${sayCounts(data.counts)}。保留的职责的进展和经过不变；删除的不再催办；新增的分派给填报单位。不能撤销。`
        : '发布后每条职责成为一项任务，分派给填报单位并通知，按要求逐期提醒。名称和有效期不再改变，职责可以用修订版调整。',
      verb: isRevision ? '发布修订版' : '发布',
      run: async () => {
        const done = await publish.run({ params: { id }, body: { commandId, version: data.version } });
        notice(`已发布第 ${done.edition} 版`);
        onClose();
      },
    });
  return (
    <Drawer
      open
      title={isRevision ? '对照现行版' : '发布前预览'}
      size={760}
      onClose={onClose}
      footer={
        data && (
          <Button type="primary" loading={publish.isRunning} onClick={ask}>
            {isRevision ? `发布第 ${data.edition} 版` : '发布'}
          </Button>
        )
      }
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading label="正在生成正文" />}
      {data?.counts && (
        <>
          {!hasChanges && <p>职责没有变化；责任主体、填报单位或依据的调整随修订版生效。</p>}
          <EditionChanges rows={data.rows} fate="新任务，发布后分派给填报单位" />
        </>
      )}
      {data && !data.counts && <div className="plan-duty-text">{data.text}</div>}
    </Drawer>
  );
}
