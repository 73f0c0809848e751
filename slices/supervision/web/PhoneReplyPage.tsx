import { PhoneReplyTask } from './PhoneReplyTask.tsx';

export default function PhoneReplyPage() {
  return <PhoneReplyTask command="reply" />;
}
