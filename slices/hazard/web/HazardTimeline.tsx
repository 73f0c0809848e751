import { FileList } from '@zhiben/platform/web/kit/files/FileList.tsx';
import { Timeline } from '@zhiben/platform/web/kit/Timeline.tsx';
import type { HazardRecord } from '../domain/hazard.contract.ts';

/** What happened to the hazard, newest first, each step with its own files. */
export function HazardTimeline({ hazard: { timeline, files } }: { hazard: HazardRecord }) {
  return (
    <Timeline
      entries={timeline.toReversed().map(({ id, at, who, what, details, files: ids }) => {
        const shown = files.filter((file) => ids.includes(file.id));
        return {
          id,
          at,
          who,
          what,
          detail: (details.length > 0 || shown.length > 0) && (
            <>
              {details.map(({ label, text }) => (
                <div key={label}>
                  {label}：{text}
                </div>
              ))}
              {shown.length > 0 && <FileList files={shown} />}
            </>
          ),
        };
      })}
    />
  );
}
