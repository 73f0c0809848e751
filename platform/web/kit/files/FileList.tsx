import type { ReactNode } from 'react';
import { downloadUrl, type FileSummary, fileUrl, thumbnailUrl } from '../../upload.ts';
import { sayBytes } from '../dates.ts';
import './files.css';

interface FileListProps {
  readonly files: readonly FileSummary[];
  /** Right of each file, e.g. a button that removes it. */
  readonly action?: (file: FileSummary) => ReactNode;
}

/** Files of a record: pictures as thumbnails, all with name and size. Opens in a new tab, or is saved. */
export function FileList({ files, action }: FileListProps) {
  return (
    <ul className="zb-files">
      {files.map((file) => (
        <li key={file.id}>
          <a
            href={fileUrl(file.id)}
            target="_blank"
            rel="noopener"
            className="zb-file-picture"
            tabIndex={-1}
            aria-label={`打开 ${file.name}`}
          >
            {file.hasThumbnail ? (
              <img src={thumbnailUrl(file.id)} alt="" loading="lazy" />
            ) : (
              <span aria-hidden="true">{extensionOf(file.name)}</span>
            )}
          </a>
          <div>
            <a href={fileUrl(file.id)} target="_blank" rel="noopener">
              {file.name}
            </a>
            <small>
              {sayBytes(file.bytes)} · <a href={downloadUrl(file.id)}>下载</a>
            </small>
          </div>
          {action?.(file)}
        </li>
      ))}
    </ul>
  );
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '文件' : name.slice(dot + 1, dot + 5).toUpperCase();
}
