import { ROWS_HEADER } from '../domain/sheet-file.ts';
import { refusal, send } from './api.ts';
import { ProblemError, problemOf } from './problem.ts';

interface DownloadOptions {
  /** Called as the file comes: how much of it has come, and how many rows it will have where the server said so. */
  readonly onProgress: (bytes: number, rows: number | null) => void;
  readonly signal: AbortSignal;
}

/**
 * Fetches a file and has the browser save it. A link would say neither why the server refuses nor how far a long export
 * has come.
 * @returns what the file is called
 * @throws {ProblemError} on refusal, lack of network, or where the file ends in the middle: nothing is saved then
 */
export async function download(url: string, { onProgress, signal }: DownloadOptions): Promise<string> {
  const response = await send(url, { credentials: 'same-origin', signal });
  if (!response.ok || !response.body) {
    const requestId = response.headers.get('x-request-id') ?? '';
    throw refusal(problemOf(response.status, requestId, await response.json().catch(() => undefined)));
  }
  const rows = response.headers.get(ROWS_HEADER);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      pieces.push(next.value);
      bytes += next.value.length;
      onProgress(bytes, rows === null ? null : Number(rows));
    }
  } catch (error) {
    throw signal.aborted ? error : cutOff();
  }
  const name = fileName(response.headers.get('content-disposition') ?? '');
  save(new Blob(pieces, { type: response.headers.get('content-type') ?? '' }), name);
  return name;
}

function cutOff(): ProblemError {
  const detail = '导出到一半中断，没有保存文件。请检查网络后重新导出。';
  return new ProblemError({ code: 'app/network', status: 0, detail, requestId: '' });
}

/** `attachment; filename*=UTF-8''%E5%8F%B0…` */
function fileName(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  const [, plain] = /filename="?([^";]+)/i.exec(disposition) ?? [];
  return encoded ? decodeURIComponent(encoded) : (plain ?? '导出');
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Browsers read the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
