import { PhoneReplyTask } from './PhoneReplyTask.tsx';

export default function PhoneProgressPage() {
  return <PhoneReplyTask command="reportProgress" />;
}
