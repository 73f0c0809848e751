import type { ReactNode } from 'react';
import './print-layout.css';

interface PrintLayoutProps {
  /** Heading of the paper, centred. */
  readonly title: string;
  /** Left and right below the heading: 填报单位, 单位：万元 … */
  readonly left?: ReactNode;
  readonly right?: ReactNode;
  /** A3 across, for ledgers and forms with many columns. */
  readonly wide?: boolean;
  /** Signatures at the end, each with its place: 填表人, 审核人, 负责人. */
  readonly signatures?: readonly string[];
  /** Whose seal goes over the date; leaves room for it. */
  readonly sealOf?: string;
  readonly children: ReactNode;
}

/** A paper on screen as it will be printed: heading, content, signatures and the place of the seal. */
export function PrintLayout({ title, left, right, wide = false, signatures = [], sealOf, children }: PrintLayoutProps) {
  return (
    <article className={wide ? 'zb-paper zb-print-wide' : 'zb-paper'} data-wide={wide} tabIndex={wide ? 0 : undefined}>
      <h1>{title}</h1>
      {(left || right) && (
        <div className="zb-paper-line">
          <span>{left}</span>
          <span>{right}</span>
        </div>
      )}
      {children}
      {signatures.length > 0 && (
        <div className="zb-paper-line zb-paper-signatures">
          {signatures.map((name) => (
            <span key={name}>{name}：</span>
          ))}
        </div>
      )}
      {sealOf && (
        <div className="zb-paper-seal">
          <span>{sealOf}（盖章）</span>
          <span>年　　月　　日</span>
        </div>
      )}
    </article>
  );
}
