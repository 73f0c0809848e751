import type { CallInput, ResponseOf, RouteContract } from '../domain/contract.ts';
import { getFile, getThumbnail, type StoredFile, uploadFile } from '../domain/files.contract.ts';
import { newId } from '../domain/ids.ts';
import { PERSON_HEADER, refusal, urlOf } from './api.ts';
import { networkProblem, outdatedPage, problemOf } from './problem.ts';
import { reportReach } from './reach.ts';
import { readStored, writeStored } from './stored.ts';

interface SendOptions {
  /** Text fields of the form, beside the file. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Share of the bytes sent, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
  /** Who is meant to send it; under another session the server refuses. */
  readonly person?: string;
}

/**
 * Calls a contract that takes `multipart/form-data` with one file in `file`. XMLHttpRequest, because fetch does not
 * tell how far an upload is.
 * @throws {ProblemError}
 */
export function callWithFile<C extends RouteContract>(
  contract: C,
  input: CallInput<C>,
  file: File,
  { fields = {}, onProgress, signal, person }: SendOptions = {},
): Promise<ResponseOf<C>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(contract.method, urlOf(contract, input));
    request.responseType = 'json';
    if (person !== undefined) request.setRequestHeader(PERSON_HEADER, person);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total);
    request.onerror = () => {
      reportReach(false);
      reject(networkProblem());
    };
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      reportReach(true);
      const requestId = request.getResponseHeader('x-request-id') ?? '';
      if (request.status >= 300) return reject(refusal(problemOf(request.status, requestId, request.response)));
      const answer = contract.response.safeParse(request.response);
      if (answer.success) resolve(answer.data as ResponseOf<C>);
      else reject(outdatedPage(requestId));
    };
    signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file, file.name);
    request.send(form);
  });
}

interface UploadOptions extends Omit<SendOptions, 'fields'> {
  /** Keep the id when trying again: the server then knows that it is the same file. */
  readonly id?: string;
}

/** Stores a file and answers with how it is stored. @throws {ProblemError} */
export async function upload(file: File, { id = newId(), ...options }: UploadOptions = {}): Promise<StoredFile> {
  const stored = await callWithFile(uploadFile, {}, file, { ...options, fields: { id } });
  remember(stored);
  return stored;
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
