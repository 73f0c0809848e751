import { useBlocker } from '@tanstack/react-router';
import { Modal } from 'antd';

/** While mounted, leaving the page asks first: what was typed is kept nowhere else. */
export function LeaveGuard({ what, isSending }: { what: string; isSending: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => !isSending && current.pathname !== next.pathname,
    withResolver: true,
    enableBeforeUnload: () => !isSending,
  });
  return (
    <Modal
      open={blocker.status === 'blocked'}
      title="填写的内容还没有提交"
      okText="离开，不保留"
      okButtonProps={{ danger: true }}
      cancelText="继续填写"
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      现在离开，“{what}”中填写的内容不会保留。
    </Modal>
  );
}
