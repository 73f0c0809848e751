import { acceptHazard } from '../domain/hazard-commands.contract.ts';
import { PhoneCommand } from './PhoneCommand.tsx';
import { PhoneVisitTask } from './PhoneVisitTask.tsx';

export default function PhoneAcceptPage() {
  return (
    <PhoneCommand
      command="accept"
      contract={acceptHazard}
      task={(hazard, send) => <PhoneVisitTask hazard={hazard} passed send={send} />}
    />
  );
}
