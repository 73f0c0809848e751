import { useNavigate, useParams } from '@tanstack/react-router';
import type { CallInput, RouteContract } from '@zhiben/platform/domain/contract.ts';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import type { ReactNode } from 'react';
import { getHazard, type HazardRecord } from '../domain/hazard.contract.ts';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import { COMMAND_NAMES } from '../domain/hazard.transitions.ts';

interface PhoneCommandProps<C extends RouteContract> {
  readonly command: RecordCommand;
  readonly contract: C;
  /** The task itself; `send` gives the command and goes back to the record. */
  readonly task: (hazard: HazardRecord, send: (body: object) => Promise<void>) => ReactNode;
}

/** Around the task of a command: reads the record, refuses where it cannot be given, sends, and leads back. */
export function PhoneCommand<C extends RouteContract>(props: PhoneCommandProps<C>) {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCall(getHazard, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <Given key={data.version} {...props} hazard={data} />;
}

/**
 * The id of the command belongs to the version it was meant for, not to the draft: a draft may outlive a command whose
 * answer was lost, and must not pass for its repeat later.
 */
function Given<C extends RouteContract>({
  command,
  contract,
  task,
  hazard,
}: PhoneCommandProps<C> & { hazard: HazardRecord }) {
  const { id, version, abilities, next } = hazard;
  const commandId = useNewId(`hazard-${command}-${id}-${version}`);
  const give = useCommand(contract);
  const navigate = useNavigate();
  if (!abilities[command]) {
    const blocked = next.steps.find((step) => step.command === command)?.blocked;
    return <Empty title={`现在不能“${COMMAND_NAMES[command]}”`}>{blocked ?? next.otherwise}</Empty>;
  }
  return task(hazard, async (body) => {
    const input = { params: { id }, body: { ...body, commandId, expectedVersion: version } };
    await give.run(input as unknown as CallInput<C>);
    await navigate({ to: `/m/hazards/${id}`, replace: true } as never);
  });
}
