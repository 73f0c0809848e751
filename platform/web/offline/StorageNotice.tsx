import { useEffect, useState } from 'react';
import { sayBytes } from '../kit/dates.ts';
import { readStorageState, type StorageState } from './storage.ts';

/**
 * Says when room runs short, and when the browser may take it all away; nothing while all is well.
 * @param hasUnsent whether there is anything that could be lost
 */
export function StorageNotice({ hasUnsent }: { hasUnsent: boolean }) {
  const [state, setState] = useState<StorageState | null>(null);
  useEffect(() => {
    let isGone = false;
    void readStorageState().then((read) => !isGone && setState(read));
    return () => {
      isGone = true;
    };
  }, []);
  if (state?.isFull) {
    return (
      <p className="zb-notice" data-kind="problem" role="alert">
        手机存储已满，上一张照片没有存下；之前的都还在。请联网上传，或“导出到文件”后清理手机空间。
      </p>
    );
  }
  if (state?.isLow) {
    return (
      <p className="zb-notice" data-kind="problem" role="alert">
        手机可用空间只剩 {sayBytes(state.bytesLeft ?? 0)}，可能存不下新的照片。请尽快联网上传，或清理手机空间。
      </p>
    );
  }
  if (state && !state.isPersistent && hasUnsent) {
    return (
      <p className="zb-notice">
        浏览器没有答应长期保存：手机空间紧张时，未上传的内容可能被系统清除。请把本应用“添加到主屏幕”，并在当天联网上传。
      </p>
    );
  }
  return null;
}
