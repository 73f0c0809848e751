import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Drawer, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { PAPER_KIND_NAMES } from '../domain/enterprise.terms.ts';
import { getLapseSettings, type LapseSettings, setLapseSetting } from '../domain/lapse.contract.ts';
import './enterprise.css';

/** How many days ahead of what, and on which ground; the county's own where it set them. */
export function LapseSettingsDrawer({ onDone }: { onDone: () => void }) {
  const { data, error, refetch } = useCall(getLapseSettings, {});
  return (
    <Drawer open title="到期提醒" size={480} onClose={onDone}>
      <p>
        到达提前天数、最后 7
        日和过期时各提醒一次：企业主要负责人、安全管理人员，以及行业主管部门（没有主管部门的，提醒所在乡镇）。
      </p>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.kinds.map((setting) => (
        <Setting key={`${setting.kind}-${setting.setAt}`} setting={setting} mayConfigure={data.abilities.configure} />
      ))}
    </Drawer>
  );
}

interface SettingProps {
  readonly setting: LapseSettings['kinds'][number];
  readonly mayConfigure: boolean;
}

function Setting({ setting: { kind, days, source, isOwn, setAt, setByName }, mayConfigure }: SettingProps) {
  const set = useCommand(setLapseSetting);
  const notice = useNotice();
  const [isEditing, setIsEditing] = useState(false);
  const [wanted, setWanted] = useState<number | null>(days);
  const [ground, setGround] = useState(isOwn ? source : '');
  const save = async (body: { days: number | null; source: string | null }) => {
    await set.run({ body: { commandId: newId(), kind, ...body } });
    notice(body.days === null ? '已恢复默认' : '已设置');
    setIsEditing(false);
  };
  return (
    <Section
      title={`${PAPER_KIND_NAMES[kind]}：提前 ${days} 日`}
      actions={mayConfigure && !isEditing && <Button onClick={() => setIsEditing(true)}>修改</Button>}
    >
      <p>依据：{source}</p>
      {isOwn && setAt && (
        <p>
          本县设置：{setByName}，{sayInstant(setAt)}
        </p>
      )}
      {isEditing && (
        <form
          className="zb-lapse-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save({ days: wanted, source: ground }).catch(() => {});
          }}
        >
          <InputNumber
            aria-label={`${PAPER_KIND_NAMES[kind]}提前天数`}
            min={1}
            max={366}
            precision={0}
            suffix="日"
            value={wanted}
            onChange={setWanted}
          />
          <Input
            aria-label="依据"
            placeholder="依据（文件名称、文号、条款）"
            maxLength={300}
            value={ground}
            onChange={(event) => setGround(event.target.value)}
          />
          {set.problem && <Failure problem={set.problem} />}
          <div>
            <Button
              type="primary"
              htmlType="submit"
              loading={set.isRunning}
              disabled={wanted === null || ground.trim() === ''}
            >
              设为本县天数
            </Button>
            {isOwn && (
              <Button disabled={set.isRunning} onClick={() => void save({ days: null, source: null }).catch(() => {})}>
                恢复默认
              </Button>
            )}
            <Button type="link" onClick={() => setIsEditing(false)}>
              不修改
            </Button>
          </div>
        </form>
      )}
    </Section>
  );
}
