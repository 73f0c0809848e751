import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { getRewardRules, setRewardRules } from '../domain/reward.contract.ts';
import { fenOf, type RewardAmount } from '../domain/reward.rules.ts';
import { SNAPSHOT_KIND_NAMES, type SnapshotKind } from '../domain/snapshot.rules.ts';
import './commitment.css';
import '@zhiben/platform/web/kit/form/form.css';

type Rules = (typeof getRewardRules.response)['_output'];

/** The enterprise's own table of amounts, its promise to answer, and the address on the wall. */
export default function RewardRulesPage() {
  usePageTitle('奖励标准');
  const { data, error, refetch } = useCall(getRewardRules, {});
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <div className="zb-form-page">
      <h1>奖励标准</h1>
      <p className="zb-form-lead">
        由企业自己制定，没有默认金额。
        {data.setAt && `${data.setByName} ${sayInstant(data.setAt)} 设置。`}
      </p>
      <Editor key={data.version} rules={data} />
    </div>
  );
}

interface Line extends Omit<RewardAmount, 'amountFen'> {
  readonly yuan: number | null;
}

function Editor({ rules }: { rules: Rules }) {
  const [lines, setLines] = useState<readonly Line[]>(
    rules.amounts.map(({ amountFen, ...line }) => ({ ...line, yuan: amountFen / 100 })),
  );
  const [days, setDays] = useState<number | null>(rules.answerDays);
  const [problem, setProblem] = useState('');
  const set = useCommand(setRewardRules);
  const confirm = useConfirm();
  const notice = useNotice();
  const change = (id: string, part: Partial<Line>) =>
    setLines(lines.map((line) => (line.id === id ? { ...line, ...part } : line)));
  const save = async (renewDrop: boolean) => {
    const amounts = lines.map(({ yuan, name, ...line }) => ({
      ...line,
      name: name.trim(),
      amountFen: fenOf(yuan ?? 0) ?? 0,
    }));
    if (amounts.some(({ name, amountFen }) => name === '' || amountFen === 0)) {
      return setProblem('每一行都要写明名称和金额（元，最多两位小数）。');
    }
    if (days === null) return setProblem('请填写答复时限。');
    setProblem('');
    try {
      const body = { commandId: newId(), version: rules.version, amounts, answerDays: days, renewDrop };
      await set.run({ body });
      notice(renewDrop ? '已更换，请重新打印张贴二维码' : '已保存奖励标准');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div className="zb-commit">
      <table className="zb-counts zb-reward-lines">
        <thead>
          <tr>
            <th scope="col">类别</th>
            <th scope="col">名称</th>
            <th scope="col">金额（元）</th>
            <th scope="col">
              <span className="zb-visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, kind, name, yuan }) => (
            <tr key={id}>
              <th scope="row">
                <Select
                  aria-label="类别"
                  value={kind}
                  onChange={(value: SnapshotKind) => change(id, { kind: value })}
                  options={Object.entries(SNAPSHOT_KIND_NAMES).map(([value, label]) => ({ value, label }))}
                />
              </th>
              <th scope="row">
                <Input
                  aria-label="名称"
                  value={name}
                  maxLength={60}
                  onChange={({ target }) => change(id, { name: target.value })}
                />
              </th>
              <td>
                <InputNumber
                  aria-label="金额（元）"
                  value={yuan}
                  min={0}
                  max={100_000}
                  precision={2}
                  controls={false}
                  onChange={(value) => change(id, { yuan: value })}
                />
              </td>
              <td>
                <Button type="link" onClick={() => setLines(lines.filter((line) => line.id !== id))}>
                  删除
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button onClick={() => setLines([...lines, { id: newId(), kind: 'hazard', name: '', yuan: null }])}>
          增加一行
        </Button>
      </div>
      <p className="zb-commit-check">
        收到报告后
        <InputNumber aria-label="答复时限" value={days} min={1} max={30} precision={0} onChange={setDays} />
        个工作日内答复报告人（没有全国统一规定，由企业自定）
      </p>
      {problem && <Alert type="error" title={problem} role="alert" />}
      <div className="zb-commit-foot">
        <Button type="primary" loading={set.isRunning} onClick={() => void save(false)}>
          保存奖励标准
        </Button>
        <Button
          onClick={() =>
            confirm({
              title: '更换匿名报告地址？',
              consequence: '已张贴的二维码立即失效，需要重新打印张贴。已提交的报告和查询码不受影响。',
              verb: '更换地址',
              irreversible: true,
              run: () => save(true),
            })
          }
        >
          更换匿名报告地址
        </Button>
      </div>
    </div>
  );
}
