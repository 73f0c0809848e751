import { Link, useNavigate } from '@tanstack/react-router';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { QrScanner } from '@zhiben/platform/web/phone/QrScanner.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import type { ScreeningPack } from '@zhiben/slices/screening/domain';
import { useState } from 'react';
import { PackGate } from './PackGate.tsx';
import { unitOfCode } from './read-code.ts';

const SHOWN = 30;

/** 扫码排查: the code at the place opens what is to be checked there; or the place is picked by name. */
export default function PhoneScanPage() {
  usePageTitle('扫码排查');
  return <PackGate>{(pack) => <Scan units={pack.units} />}</PackGate>;
}

function Scan({ units }: Pick<ScreeningPack, 'units'>) {
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const read = (text: string) => {
    const unitId = unitOfCode(text);
    if (unitId === null) setProblem('这不是排查点的二维码。');
    else if (units.every(({ id }) => id !== unitId)) setProblem('这个排查点不在本单位的清单中，可能已经更换。');
    else void navigate({ to: `/m/screening/unit/${unitId}`, replace: true } as never);
  };
  const found = units.filter(({ name, place }) => `${name} ${place}`.includes(words.trim()));
  return (
    <>
      <QrScanner onFound={read} />
      {problem && (
        <p className="zb-notice" data-kind="problem" role="alert">
          {problem}
        </p>
      )}
      <Section title="或者直接选" note={`${units.length} 个排查点`}>
        {units.length > 8 && (
          <input
            className="zb-input"
            aria-label="按名称找排查点"
            placeholder="按名称找"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
        {units.length === 0 && (
          <p className="zb-field-hint">本单位还没有排查点，由安全管理员在电脑上的“风险分级管控”中建立。</p>
        )}
        <ul className="zb-phone-list zb-scan-list" aria-label="排查点">
          {found.slice(0, SHOWN).map(({ id, name, place }) => (
            <li key={id}>
              <Link to={`/m/screening/unit/${id}` as never}>
                <strong>{name}</strong>
                {place && <span className="zb-phone-note">{place}</span>}
              </Link>
            </li>
          ))}
        </ul>
        {found.length > SHOWN && <p className="zb-field-hint">还有 {found.length - SHOWN} 个，请输入名称缩小范围。</p>}
      </Section>
    </>
  );
}
