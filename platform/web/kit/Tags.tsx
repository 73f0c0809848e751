import type { ReactNode } from 'react';
import type { Tone } from '../tokens.ts';
import './tags.css';

/** Where a record stands. The word comes from the slice's terms; colour only underlines it. */
export function StatusTag({ label, tone = 'neutral' }: { label: string; tone?: Tone }) {
  return (
    <span className="zb-tag" data-tone={tone} title={label}>
      <span>{label}</span>
    </span>
  );
}

/** The four official risk colours. Each has its own shape, so that the grade reads without colour. */
export type GradeLevel = 'red' | 'orange' | 'yellow' | 'blue';

const shapes: Record<GradeLevel, ReactNode> = {
  red: <path d="M5 0.5 10 9.5H0Z" />,
  orange: <path d="M5 0 10 5 5 10 0 5Z" />,
  yellow: <circle cx="5" cy="5" r="4.5" />,
  blue: <path d="M1 1h8v8H1Z" />,
};

/** A grade: colour, shape and word together. */
export function GradeTag({ level, label }: { level: GradeLevel; label: string }) {
  return (
    <span className="zb-tag" data-tone={level}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        {shapes[level]}
      </svg>
      <span>{label}</span>
    </span>
  );
}

/** 0, none and unknown are three things. `none`: there is none (无). `blank`: nobody filled it in. `unknown`: not known. */
export function Absent({ kind = 'blank' }: { kind?: 'none' | 'blank' | 'unknown' }) {
  return <span className="zb-absent">{{ none: '无', blank: '未填写', unknown: '不详' }[kind]}</span>;
}
