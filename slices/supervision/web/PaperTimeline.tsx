import { Timeline } from '@zhiben/platform/web/kit/Timeline.tsx';
import { fileUrl } from '@zhiben/platform/web/upload.ts';
import { Fragment } from 'react';
import type { PaperRecord } from '../domain/supervision.contract.ts';

/** What happened to the paper, newest first, each step with the names of its own files. */
export function PaperTimeline({ paper: { timeline, files } }: { paper: PaperRecord }) {
  return (
    <Timeline
      entries={timeline.toReversed().map(({ id, at, who, what, details, files: ids }) => {
        const attached = files.filter((file) => ids.includes(file.id));
        return {
          id,
          at,
          who,
          what,
          detail: (details.length > 0 || attached.length > 0) && (
            <>
              {details.map(({ label, text }) => (
                <div key={label}>
                  {label}：{text}
                </div>
              ))}
              {attached.length > 0 && (
                <div>
                  附件：
                  {attached.map((file, place) => (
                    <Fragment key={file.id}>
                      {place > 0 && '、'}
                      <a href={fileUrl(file.id)} target="_blank" rel="noopener">
                        {file.name}
                      </a>
                    </Fragment>
                  ))}
                </div>
              )}
            </>
          ),
        };
      })}
    />
  );
}
