import { Fragment } from 'react';
import type { StoredFile } from '../../domain/files.contract.ts';
import { fileUrl } from '../upload.ts';
import { Timeline } from './Timeline.tsx';

/** A step as records present it: from the facts of the audit chain, oldest first. */
interface RecordStep {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly details: readonly { readonly label: string; readonly text: string }[];
  /** Ids of the files that came with it. */
  readonly files: readonly string[];
}

interface RecordTimelineProps {
  readonly steps: readonly RecordStep[];
  /** Those of the record that the viewer may open. */
  readonly files: readonly Pick<StoredFile, 'id' | 'name'>[];
}

/** What happened to a record, newest first, each step with the names of its own files. */
export function RecordTimeline({ steps, files }: RecordTimelineProps) {
  const entries = steps.toReversed().map(({ id, at, who, what, details, files: ids }) => {
    const attached = files.filter((file) => ids.includes(file.id));
    const isBare = details.length === 0 && attached.length === 0;
    return { id, at, who, what, detail: !isBare && <StepDetail details={details} attached={attached} /> };
  });
  return <Timeline entries={entries} />;
}

type StepDetailProps = Pick<RecordStep, 'details'> & { readonly attached: RecordTimelineProps['files'] };

function StepDetail({ details, attached }: StepDetailProps) {
  return (
    <>
      {details.map(({ label, text }) => (
        <div key={label}>
          {label}：{text}
        </div>
      ))}
      {attached.length > 0 && (
        <div>
          附件：
          {attached.map(({ id, name }, place) => (
            <Fragment key={id}>
              {place > 0 && '、'}
              <a href={fileUrl(id)} target="_blank" rel="noopener">
                {name}
              </a>
            </Fragment>
          ))}
        </div>
      )}
    </>
  );
}
