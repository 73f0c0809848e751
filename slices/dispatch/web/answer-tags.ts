import type { Tone } from '@zhiben/platform/web/tokens.ts';
import { ANSWER_STATE_NAMES } from '../domain/dispatch.terms.ts';
import type { AnswerState } from '../domain/report.rules.ts';

const TONES: Record<AnswerState, Tone> = {
  overdue: 'red',
  returned: 'orange',
  waiting: 'neutral',
  late: 'yellow',
  submitted: 'green',
};

/** How a body stands with a period, for `StatusTag`. */
export function answerTag(state: AnswerState) {
  return { label: ANSWER_STATE_NAMES[state], tone: TONES[state] };
}
