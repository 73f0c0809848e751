import type { HazardRecord } from '../domain/hazard.contract.ts';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import { CourseDrawer } from './CourseDrawer.tsx';
import { ConfirmDrawer, DismissDrawer, GeneralDrawer } from './JudgeDrawers.tsx';
import { ApplyDrawer, CommitDrawer, ProgressDrawer } from './RectifyDrawers.tsx';
import { VisitDrawer } from './VisitDrawer.tsx';

export interface CommandDrawerProps {
  readonly hazard: HazardRecord;
  /** Sent or given up. */
  readonly onDone: () => void;
}

/** The form of a command, beside the record. */
export function CommandDrawer({ command, ...props }: CommandDrawerProps & { command: RecordCommand }) {
  switch (command) {
    case 'confirm':
      return <ConfirmDrawer {...props} />;
    case 'judgeGeneral':
      return <GeneralDrawer {...props} />;
    case 'dismiss':
      return <DismissDrawer {...props} />;
    case 'commit':
      return <CommitDrawer {...props} />;
    case 'reportProgress':
      return <ProgressDrawer {...props} />;
    case 'apply':
      return <ApplyDrawer {...props} />;
    case 'accept':
      return <VisitDrawer {...props} passed />;
    case 'reject':
      return <VisitDrawer {...props} passed={false} />;
    default:
      return <CourseDrawer command={command} {...props} />;
  }
}
