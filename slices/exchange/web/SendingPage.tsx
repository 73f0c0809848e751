import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant, sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Absent, StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useConfirm } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { TYPE_NAMES } from '../domain/official/index.ts';
import { listTargets, pauseTarget, removeTarget, type Target } from '../domain/sending.contract.ts';
import { ExchangeTabs } from './ExchangeTabs.tsx';
import { SendTable } from './SendTable.tsx';
import { TargetDrawer } from './TargetDrawer.tsx';

export default function SendingPage() {
  usePageTitle('报送');
  const { data, error, refetch } = useCall(listTargets, { query: {} });
  const mayConfigure = useMay('exchange:configure');
  const [isOpen, setIsOpen] = useState(false);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const add = mayConfigure && (
    <Button type="primary" onClick={() => setIsOpen(true)}>
      登记报送对象
    </Button>
  );
  return (
    <>
      <ExchangeTabs />
      <div className="zb-exchange">
        <header className="zb-exchange-head">
          <h1>报送</h1>
          <div className="zb-exchange-actions">{data.rows.length > 0 && add}</div>
        </header>
        {data.rows.length === 0 ? (
          <Empty title="还没有报送对象" actions={add}>
            登记省级、园区平台的接收地址后，变化的记录每分钟签名发送一次，对方的回执留存在这里。
          </Empty>
        ) : (
          data.rows.map((target) => <TargetView key={target.id} target={target} mayConfigure={mayConfigure} />)
        )}
      </div>
      {isOpen && <TargetDrawer onDone={() => setIsOpen(false)} />}
    </>
  );
}

function TargetView({ target, mayConfigure }: { target: Target; mayConfigure: boolean }) {
  const { id, version, name, paused } = target;
  const pause = useCommand(pauseTarget);
  const remove = useCommand(removeTarget);
  const confirm = useConfirm();
  const command = () => ({ commandId: newId(), version });
  const askRemove = () =>
    confirm({
      title: `停用报送对象“${name}”？`,
      consequence: '不再向它发送；已发送的记录和回执保留。以后重新登记时从头发送全部记录。',
      verb: '停用',
      irreversible: true,
      run: () => remove.run({ params: { id }, body: command() }),
    });
  const actions = mayConfigure && (
    <span className="zb-exchange-actions">
      {target.dead === 0 && (
        <Button
          size="small"
          loading={pause.isRunning}
          onClick={() => void pause.run({ params: { id }, body: { ...command(), paused: !paused } }).catch(() => {})}
        >
          {paused ? '恢复报送' : '暂停报送'}
        </Button>
      )}
      <Button size="small" onClick={askRemove}>
        停用
      </Button>
    </span>
  );
  const problem = pause.problem ?? remove.problem;
  return (
    <Section
      title={name}
      note={
        <StatusTag
          {...(paused ? { label: '已暂停', tone: 'orange' as const } : { label: '报送中', tone: 'green' as const })}
        />
      }
      actions={actions}
    >
      {problem && <Alert type="error" showIcon title={problem.message} />}
      {paused && (
        <Alert
          type="warning"
          showIcon
          title={`${target.pausedBecause}。${target.dead > 0 ? '请在下面处理失败的一批，处理后自动继续。' : ''}`}
        />
      )}
      <Facts
        items={[
          { label: '接收地址', value: target.url, wide: true },
          { label: '记录', value: target.types.map((type) => TYPE_NAMES[type]).join('、'), wide: true },
          { label: '对方已收', value: `${sayNumber(target.sentRecords)} 条` },
          { label: '待发', value: `${sayNumber(target.waiting + target.dead)} 批` },
          { label: '上次成功', value: target.lastSentAt ? sayInstant(target.lastSentAt) : <Absent kind="none" /> },
          { label: '令牌', value: target.tokenName ?? <Absent kind="none" /> },
          ...(target.heldBack > 0
            ? [{ label: '没有编码，未发', value: `${sayNumber(target.heldBack)} 条（企业登记编码后自动发送）` }]
            : []),
          ...(target.lastError ? [{ label: '最近一次失败', value: target.lastError, wide: true }] : []),
        ]}
      />
      <SendTable targetId={id} mayConfigure={mayConfigure} />
    </Section>
  );
}
