import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { EffectResult } from '../domain/effect.contract.ts';
import { sayPoints } from './effect-words.ts';
import './effect.css';

/** A number of points, or that there is none: 0 and 不可比 are two things. */
export function Points({ value }: { value: number | null }) {
  return value === null ? <span className="zb-absent">不可比</span> : sayPoints(value);
}

/** E =（A + B）× α with its numbers. */
export function EffectFormula({ result }: { result: Pick<EffectResult, 'a' | 'b' | 'alpha' | 'e' | 'whyNot'> }) {
  const { a, b, alpha, e, whyNot } = result;
  return (
    <div className="zb-effect-formula">
      <p>
        <b>
          <small>E</small>
          <Points value={e} />
        </b>
        <span aria-hidden="true">=（</span>
        <span>
          <small>A 任务完成</small>
          <Points value={a} />
        </span>
        <span aria-hidden="true">+</span>
        <span>
          <small>B 隐患整改</small>
          <Points value={b} />
        </span>
        <span aria-hidden="true">）×</span>
        <span>
          <small>α 否决</small>
          {alpha}
        </span>
        {alpha === 0 && <StatusTag label="已否决" tone="red" />}
      </p>
      {whyNot.map((why) => (
        <p key={why} className="zb-effect-why">
          不可比：{why}。
        </p>
      ))}
    </div>
  );
}
