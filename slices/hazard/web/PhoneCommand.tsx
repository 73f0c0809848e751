import { useNavigate, useParams } from '@tanstack/react-router';
import type { CallInput, RouteContract } from '@zhiben/platform/domain/contract.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import type { ReactNode } from 'react';
import { getHazard, type HazardRecord } from '../domain/hazard.contract.ts';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import { COMMAND_NAMES } from '../domain/hazard.rules.ts';

interface PhoneCommandProps<C extends RouteContract> {
  readonly command: RecordCommand;
  readonly contract: C;
  /** The task itself; `send` gives the command under the id of the draft and goes back to the record. */
  readonly task: (hazard: HazardRecord, send: (body: object, commandId: string) => Promise<void>) => ReactNode;
}

/** Around the task of a command: reads the record, refuses where it cannot be given, sends, and leads back. */
export function PhoneCommand<C extends RouteContract>({ command, contract, task }: PhoneCommandProps<C>) {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCall(getHazard, { params: { id } });
  const give = useCommand(contract);
  const navigate = useNavigate();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (!data.abilities[command] && !give.isRunning) {
    const blocked = data.next.steps.find((step) => step.command === command)?.blocked;
    return <Empty title={`现在不能${COMMAND_NAMES[command]}`}>{blocked ?? data.next.otherwise}</Empty>;
  }
  return task(data, async (body, commandId) => {
    const input = { params: { id }, body: { ...body, commandId, expectedVersion: data.version } };
    await give.run(input as unknown as CallInput<C>);
    await navigate({ to: `/m/hazards/${id}`, replace: true } as never);
  });
}
