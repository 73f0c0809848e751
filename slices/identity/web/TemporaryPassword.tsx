import { Modal } from 'antd';

interface TemporaryPasswordProps {
  readonly name: string;
  readonly account: string;
  readonly password: string;
  readonly onClose: () => void;
}

/** A temporary password, shown this once. */
export function TemporaryPassword({ name, account, password, onClose }: TemporaryPasswordProps) {
  return (
    <Modal
      open
      title={`“${name}”的临时密码`}
      okText="已记下，关闭"
      cancelButtonProps={{ hidden: true }}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      onOk={onClose}
    >
      <p>临时密码只显示这一次。请当面或电话告知本人，首次登录后必须修改。</p>
      <dl className="zb-user-password">
        <dt>账号</dt>
        <dd>{account}</dd>
        <dt>临时密码</dt>
        <dd>{password}</dd>
      </dl>
    </Modal>
  );
}
