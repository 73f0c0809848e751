import { Link } from '@tanstack/react-router';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import type { Opened, TestResult, TestState } from '../domain/integrity.contract.ts';
import { TEST_STATE_NAMES } from '../domain/integrity.terms.ts';

const TONES: Record<TestState, Tone> = { check: 'orange', usual: 'green', few: 'neutral' };
const PATHS: Record<Opened['kind'], string> = {
  record: '/screening-records',
  task: '/screening-tasks',
  hazard: '/hazards',
};
const KINDS: Record<Opened['kind'], string> = { record: '排查记录', task: '排查任务', hazard: '隐患' };
const ORDER: readonly TestState[] = ['check', 'usual', 'few'];

/** What stands beside E: what was seen of how many, what is usual, and the records. Nothing here is a finding of fact. */
export function EffectTests({ tests }: { tests: readonly TestResult[] }) {
  const sorted = [...tests].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <ul className="zb-effect-tests">
      {sorted.map((test) => (
        <li key={test.test}>
          <header>
            <strong>{test.title}</strong>
            <StatusTag label={TEST_STATE_NAMES[test.state]} tone={TONES[test.state]} />
          </header>
          <p>{test.of === 0 ? '本月没有可以看的内容。' : test.sentence}</p>
          {test.state === 'check' && <p className="zb-effect-soft">{test.usual}</p>}
          {test.opens.length > 0 && test.state !== 'few' && (
            <details>
              <summary>
                看这 {test.opens.length} 条{test.opens[0] && KINDS[test.opens[0].kind]}
              </summary>
              <ol>
                {test.opens.map(({ kind, id, note }, n) => (
                  <li key={id}>
                    <Link to={`${PATHS[kind]}/${id}` as never}>
                      {KINDS[kind]} {n + 1}
                    </Link>
                    <small>{note}</small>
                  </li>
                ))}
              </ol>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
