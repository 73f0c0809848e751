import { localDateSchema, optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { type Commitment, fileIds, money } from './hazard.commands.ts';

/**
 * The five commitments as one person answers them on a phone, one question a screen: the same owner and the same proof
 * stand behind all five. The console files each with its own.
 */
export const fiveAnswersSchema = z.object({
  name: text(30),
  position: text(60),
  measures: text(2000),
  funds: money,
  deadline: localDateSchema,
  plan: text(1000),
  proof: optionalText(300),
  files: fileIds,
});

/** The answers as commitments. */
export function commitmentsOf(answers: z.input<typeof fiveAnswersSchema>): Commitment[] {
  const { name, position, measures, funds, deadline, plan, proof, files } = fiveAnswersSchema.parse(answers);
  const shared = { owner: { name, position }, proof: { note: proof, files } };
  return [
    { kind: 'responsibility', value: `${name}（${position}）对本项整改负责`, ...shared },
    { kind: 'measures', value: measures, ...shared },
    { kind: 'funds', value: funds, ...shared },
    { kind: 'deadline', value: deadline, ...shared },
    { kind: 'plan', value: plan, ...shared },
  ];
}

/** The question that a refused field of the commitments belongs to: `commitments.deadline.value` → `deadline`. */
export function questionOf(path: string): string {
  const [, kind = path, part] = path.split('.');
  if (!path.startsWith('commitments.')) return path;
  if (part === 'proof') return 'proof';
  return kind === 'responsibility' ? 'name' : kind;
}
