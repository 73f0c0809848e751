import { App } from 'antd';
import type { ReactNode } from 'react';

interface Confirmation {
  /** Asks about the thing by name: 停用用户“张三”？ */
  readonly title: string;
  /** What it means, and whether it can be undone. */
  readonly consequence: ReactNode;
  /** What the button does: 停用, not 确定. */
  readonly verb: string;
  readonly irreversible?: boolean;
  /** Runs while the dialog waits; what it throws keeps the dialog open. */
  readonly run: () => Promise<unknown>;
}

/** Asks before what cannot be undone, naming the thing. Where undoing is possible, offer that instead. */
export function useConfirm(): (confirmation: Confirmation) => void {
  const { modal, message } = App.useApp();
  return ({ title, consequence, verb, irreversible, run }) => {
    modal.confirm({
      title,
      content: consequence,
      okText: verb,
      okButtonProps: { danger: irreversible ?? false },
      cancelText: '不办理',
      icon: null,
      autoFocusButton: 'cancel',
      onOk: () =>
        run().catch((error: Error) => {
          void message.error(error.message);
          throw error;
        }),
    });
  };
}

/** A small notice that something was done; `undo` offers the way back. */
export function useNotice(): (text: string, undo?: () => void) => void {
  const { message } = App.useApp();
  return (text, undo) => {
    const key = text;
    void message.open({
      type: 'success',
      key,
      duration: undo ? 8 : 3,
      content: undo ? (
        <>
          {text}{' '}
          <button
            type="button"
            className="zb-link"
            onClick={() => {
              message.destroy(key);
              undo();
            }}
          >
            撤销
          </button>
        </>
      ) : (
        text
      ),
    });
  };
}
