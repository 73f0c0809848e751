import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { download } from '../../download.ts';
import { sayBytes, sayNumber } from '../dates.ts';

interface ExportButtonProps {
  readonly url: string;
  /** What is exported: 义务履行矩阵. */
  readonly title: string;
  /** What its rows are counted in: 家企业. */
  readonly unit?: string;
}

/** So long an export takes before anything is said of it. */
const QUIET_MS = 800;

/**
 * Exports a list as a file. While a long one runs it says how much there is and how much has come, and offers to stop;
 * a refusal is said as a sentence. Leaving the page does not end it.
 */
export function ExportButton({ url, title, unit = '条' }: ExportButtonProps) {
  const { notification, message } = App.useApp();
  const [isRunning, setIsRunning] = useState(false);
  const running = useRef(false);
  const run = async () => {
    if (running.current) return;
    running.current = true;
    setIsRunning(true);
    const stop = new AbortController();
    const key = `export ${url}`;
    let [received, total]: [number, number | null] = [0, null];
    const tell = () =>
      notification.open({
        key,
        title: `正在导出${title}`,
        description: `${total === null ? '' : `共 ${sayNumber(total)} ${unit}，`}${received === 0 ? '正在准备' : `已收到 ${sayBytes(received)}`}。收齐后自动保存，期间可以去别的页面，请不要关闭或刷新浏览器。`,
        placement: 'bottomRight',
        duration: false,
        closable: false,
        actions: (
          <Button size="small" onClick={() => stop.abort()}>
            停止导出
          </Button>
        ),
      });
    const ticking = setInterval(tell, QUIET_MS);
    try {
      const name = await download(url, { signal: stop.signal, onProgress: (...now) => ([received, total] = now) });
      void message.success(`已导出“${name}”`);
    } catch (error) {
      if (stop.signal.aborted) void message.info('已停止导出，没有保存文件。');
      else void message.error((error as Error).message);
    } finally {
      clearInterval(ticking);
      notification.destroy(key);
      running.current = false;
      setIsRunning(false);
    }
  };
  return (
    <Button loading={isRunning} onClick={() => void run()}>
      导出
    </Button>
  );
}
