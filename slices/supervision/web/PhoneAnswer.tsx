import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { CallInput, RouteContract } from '@zhiben/platform/domain/contract.ts';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import type { ReactNode } from 'react';
import { COMMAND_NAMES } from '../domain/paper.commands.ts';
import { commands, getPaper, type PaperRecord } from '../domain/supervision.contract.ts';

type Answer = 'acknowledge' | 'reply' | 'reportProgress';

interface PhoneAnswerProps {
  readonly command: Answer;
  /** The task itself; `send` gives the command and goes back to the paper. */
  readonly task: (paper: PaperRecord, send: (body: object) => Promise<void>) => ReactNode;
}

/** Around the task of an addressee: reads the paper, refuses where nothing is owed, sends, and leads back. */
export function PhoneAnswer(props: PhoneAnswerProps) {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCall(getPaper, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <Given key={data.version} {...props} paper={data} />;
}

/** The id of the command belongs to the version it was meant for, not to the draft. */
function Given({ command, task, paper }: PhoneAnswerProps & { paper: PaperRecord }) {
  const { id, version, abilities, otherwise } = paper;
  const commandId = useNewId(`paper-${command}-${id}-${version}`);
  const give = useCommand(commands[command] as RouteContract);
  const navigate = useNavigate();
  if (!abilities[command]) {
    // Whoever still owes the signature is told so, not that they are waited for.
    if (abilities.acknowledge) {
      const sign = (
        <Link to={`/m/papers/${id}/sign` as never} className="zb-button" data-kind="primary" replace>
          去签收
        </Link>
      );
      return (
        <Empty title="请先签收" actions={sign}>
          {`签收后才能${COMMAND_NAMES[command]}。`}
        </Empty>
      );
    }
    return <Empty title={`现在不能${COMMAND_NAMES[command]}`}>{otherwise}</Empty>;
  }
  return task(paper, async (body) => {
    const input = { params: { id }, body: { ...body, commandId, expectedVersion: version } };
    await give.run(input as unknown as CallInput<RouteContract>);
    await navigate({ to: `/m/papers/${id}`, replace: true } as never);
  });
}
