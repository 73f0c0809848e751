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

/** A small notice that something was done; `undo` offers the way back, and says so when there is none any more. */
export function useNotice(): (text: string, undo?: () => unknown) => void {
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
              void (async () => undo())().catch((error: Error) => message.error(error.message));
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

/** Runs what a button without a form of its own does; a refusal is said, never swallowed. */
export function useAttempt(): (run: () => Promise<unknown>) => void {
  const { message } = App.useApp();
  return (run) => void run().catch((error: Error) => message.error(error.message));
}
