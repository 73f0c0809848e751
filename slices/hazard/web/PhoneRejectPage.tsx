import { rejectHazard } from '../domain/hazard-commands.contract.ts';
import { PhoneCommand } from './PhoneCommand.tsx';
import { PhoneVisitTask } from './PhoneVisitTask.tsx';

export default function PhoneRejectPage() {
  return (
    <PhoneCommand
      command="reject"
      contract={rejectHazard}
      task={(hazard, send) => <PhoneVisitTask hazard={hazard} passed={false} send={send} />}
    />
  );
}
