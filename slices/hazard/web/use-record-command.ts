import type { CallInput, RouteContract } from '@zhiben/platform/domain/contract.ts';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import type { CommandDrawerProps } from './CommandDrawer.tsx';

/** What the forms of commands share: the id and version that go with every attempt, sending, and the word afterwards. */
export function useRecordCommand<C extends RouteContract>(
  contract: C,
  { hazard, onDone }: CommandDrawerProps,
  done: string,
) {
  const commandId = useNewId();
  const command = useCommand(contract);
  const notice = useNotice();
  return {
    extra: { commandId, expectedVersion: hazard.version },
    send: async (body: unknown) => {
      await command.run({ params: { id: hazard.id }, body } as unknown as CallInput<C>);
      notice(done);
      onDone();
    },
  };
}
