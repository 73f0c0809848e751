import { type DragEvent, useContext, useEffect, useId, useState } from 'react';
import { type FileSummary, rememberedFile } from '../../upload.ts';
import { sayBytes } from '../dates.ts';
import { FormContext } from '../form/form-context.ts';
import { FileList } from './FileList.tsx';
import { useUploads } from './use-uploads.ts';
import './files.css';

interface FileInputProps {
  readonly id?: string;
  /** Ids of stored files. */
  readonly value?: readonly string[];
  readonly onChange?: (ids: string[]) => void;
  /** What is known of files that were not uploaded in this browser. */
  readonly known?: readonly FileSummary[];
  /** As the `accept` of an input: `image/*`, `.pdf`. */
  readonly accept?: string;
  readonly max?: number;
  /** What may be chosen, in words: 照片或 PDF，每个不超过 50 MB. */
  readonly hint?: string;
}

/** Picks, drops and uploads files; its value is the ids of what has arrived. */
export function FileInput({ id, value = [], onChange, known = [], accept, max = 20, hint }: FileInputProps) {
  const ownId = useId();
  const [isOver, setOver] = useState(false);
  const { uploads, add, retry, cancel } = useUploads((stored) => onChange?.([...value, stored]));
  const setBusy = useContext(FormContext)?.setBusy;
  const isBusy = uploads.some(({ problem }) => problem === null);
  useEffect(() => {
    setBusy?.(ownId, isBusy);
    return () => setBusy?.(ownId, false);
  }, [setBusy, ownId, isBusy]);
  const room = max - value.length - uploads.length;
  const take = (files: Iterable<File>) => add([...files].slice(0, Math.max(0, room)));
  const files = value.map((file) => known.find((k) => k.id === file) ?? rememberedFile(file) ?? unknownFile(file));
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div className="zb-file-input">
      {room > 0 && (
        <label
          className="zb-file-drop"
          data-over={isOver}
          htmlFor={id ?? ownId}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <input
            id={id ?? ownId}
            type="file"
            multiple={max > 1}
            accept={accept}
            onChange={(event) => {
              take(event.target.files ?? []);
              event.target.value = '';
            }}
          />
          <span>选择文件，或拖到这里</span>
          {hint && <small>{hint}</small>}
        </label>
      )}
      {uploads.length > 0 && (
        <ul className="zb-uploads">
          {uploads.map(({ id: upload, file, share, problem }) => (
            <li key={upload}>
              <span>{file.name}</span>
              {problem ? (
                <span role="alert" className="zb-upload-problem">
                  {problem.message}
                </span>
              ) : (
                <span>
                  <progress value={share} aria-label={`上传 ${file.name}`} /> {sayBytes(file.size * share)} /{' '}
                  {sayBytes(file.size)}
                </span>
              )}
              {problem?.canRetry && (
                <button type="button" className="zb-link" onClick={() => retry(upload, file)}>
                  重试
                </button>
              )}
              <button type="button" className="zb-link" onClick={() => cancel(upload)}>
                {problem ? '去掉' : '取消'}
              </button>
            </li>
          ))}
        </ul>
      )}
      <FileList
        files={files}
        action={(file) => (
          <button
            type="button"
            className="zb-link"
            aria-label={`去掉 ${file.name}`}
            onClick={() => onChange?.(value.filter((v) => v !== file.id))}
          >
            去掉
          </button>
        )}
      />
    </div>
  );
}

function unknownFile(id: string): FileSummary {
  return { id, name: '已上传的文件', mediaType: '', bytes: 0, hasThumbnail: false };
}
