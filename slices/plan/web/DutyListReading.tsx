import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { DUTY_LINE_KIND_NAMES, type DutyLine, type DutyListContent, frequencyText } from '../domain/index.ts';
import { useShortNames } from './use-short-names.ts';

/** A list as it was published: party by party, line by line. */
export function DutyListReading({ content }: { content: DutyListContent }) {
  const nameOf = useShortNames();
  return (
    <>
      {content.basis && <p className="plan-duty-basis">依据：{content.basis}</p>}
      {content.parties.map(({ id, name, bodyIds, lines }) => (
        <Section key={id} title={name} note={`填报单位：${bodyIds.map((body) => nameOf(body) ?? '').join('、')}`}>
          <ol className="plan-duty-reading">
            {lines.map((line) => (
              <li key={line.id}>
                <p>{line.text}</p>
                <small>
                  {[sayDue(line), line.evidence && `佐证材料：${line.evidence}`, line.source && `依据：${line.source}`]
                    .filter(Boolean)
                    .join('　')}
                </small>
              </li>
            ))}
          </ol>
        </Section>
      ))}
    </>
  );
}

function sayDue({ kind, frequency, deadline }: DutyLine): string {
  if (kind === 'recurring' && frequency) return frequencyText(frequency);
  if (kind === 'deadline' && deadline) return `${deadline} 前完成`;
  return DUTY_LINE_KIND_NAMES[kind];
}
