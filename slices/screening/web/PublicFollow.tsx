import { call } from '@zhiben/platform/web/api.ts';
import { useState } from 'react';
import { REWARD_STATUS_NAMES, sayYuan } from '../domain/reward.rules.ts';
import { followSnapshot } from '../domain/snapshot.contract.ts';
import { plainClaimCode, SNAPSHOT_KIND_NAMES, snapshotStatusName } from '../domain/snapshot.rules.ts';

type Followed = (typeof followSnapshot.response)['_output'];

/** What came of an anonymous report, by the code that its finder kept. */
export function PublicFollow() {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Followed | null>(null);
  const [collect, setCollect] = useState('');
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState('');
  const ask = async (collectWords?: string) => {
    setSaid('');
    const code = plainClaimCode(typed);
    if (code === null) return setProblem('查询码是 16 位字母和数字，请核对。');
    setProblem('');
    try {
      const answer = await call(followSnapshot, {
        body: { code, ...(collectWords !== undefined && { collectWords }) },
      });
      setFound(answer);
      setCollect(answer.collectWords);
      if (collectWords !== undefined) setSaid('已保存领取方式');
    } catch (error) {
      setFound(null);
      setProblem((error as Error).message);
    }
  };
  return (
    <div className="zb-drop">
      <h1>查看答复</h1>
      <label>
        查询码
        <input
          type="text"
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={40}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      {problem && (
        <p className="zb-commit-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="button" className="zb-button" data-kind="primary" onClick={() => void ask()}>
        查看
      </button>
      {found && (
        <article>
          <h2>{snapshotStatusName(found.kind, found.status)}</h2>
          <p>
            {SNAPSHOT_KIND_NAMES[found.kind]}：{found.words}（{found.place}，{found.receivedOn}）
          </p>
          <p>{found.answer ? `企业答复：${found.answer}` : `企业应在 ${found.dueOn} 前答复。`}</p>
          {found.reward && (
            <p>
              奖励 {sayYuan(found.reward.amountFen)} 元，{REWARD_STATUS_NAMES[found.reward.status]}。领取时出示查询码。
            </p>
          )}
          {found.reward && found.reward.status !== 'paid' && (
            <>
              <label>
                怎样领取（选填，不要写姓名）
                <input
                  type="text"
                  maxLength={100}
                  value={collect}
                  placeholder="例如：放在门卫信箱，信封写查询码前四位"
                  onChange={({ target }) => setCollect(target.value)}
                />
              </label>
              <button type="button" className="zb-button" onClick={() => void ask(collect)}>
                保存领取方式
              </button>
              <p aria-live="polite">{said}</p>
            </>
          )}
        </article>
      )}
    </div>
  );
}
