import { getFile, getThumbnail, type StoredFile, uploadFile } from '../domain/files.contract.ts';
import { newId } from '../domain/ids.ts';
import { refusal, urlOf } from './api.ts';
import { networkProblem, outdatedPage, problemOf } from './problem.ts';
import { readStored, writeStored } from './stored.ts';

interface UploadOptions {
  /** Keep the id when trying again: the server then knows that it is the same file. */
  readonly id?: string;
  /** Share of the bytes sent, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends a file and answers with how it is stored. XMLHttpRequest, because fetch does not tell how far an upload is.
 * @throws {ProblemError}
 */
export function upload(file: File, { id = newId(), onProgress, signal }: UploadOptions = {}): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(uploadFile.method, uploadFile.url);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(networkProblem());
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      const requestId = request.getResponseHeader('x-request-id') ?? '';
      if (request.status >= 300) return reject(refusal(problemOf(request.status, requestId, request.response)));
      const stored = uploadFile.response.safeParse(request.response);
      if (!stored.success) return reject(outdatedPage(requestId));
      remember(stored.data);
      resolve(stored.data);
    };
    signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('id', id);
    form.append('file', file, file.name);
    request.send(form);
  });
}

export const fileUrl = (id: string) => urlOf(getFile, { params: { id }, query: {} });
export const downloadUrl = (id: string) => urlOf(getFile, { params: { id }, query: { download: '1' } });
export const thumbnailUrl = (id: string) => urlOf(getThumbnail, { params: { id } });

/** What a list of files shows of one. */
export type FileSummary = Pick<StoredFile, 'id' | 'name' | 'mediaType' | 'bytes' | 'hasThumbnail'>;

const REMEMBERED = 100;

/** Forms hold the ids of files only; names and sizes of what was uploaded here are remembered for drafts. */
function remember({ id, name, mediaType, bytes, hasThumbnail }: StoredFile): void {
  const others = readStored<FileSummary[]>('files', []).filter((file) => file.id !== id);
  writeStored('files', [{ id, name, mediaType, bytes, hasThumbnail }, ...others].slice(0, REMEMBERED));
}

export function rememberedFile(id: string): FileSummary | undefined {
  return readStored<FileSummary[]>('files', []).find((file) => file.id === id);
}
