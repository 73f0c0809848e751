import { type ISectionPropertiesOptions, PageOrientation } from 'docx';
import type { Orientation } from './official-document.ts';

/** Twips (a twentieth of a point) of a length in millimetres. */
export const mm = (length: number): number => Math.round((length / 25.4) * 1440);
/** Twips of a size in points. */
export const pt = (size: number): number => Math.round(size * 20);

/** 3号. */
export const BODY_SIZE = 16;
/** GB/T 9704—2012 5.2.3: 22 lines on 225 mm. */
export const LINE = pt(28.95);
/**
 * 5.2.3: 28 characters of 16 pt on 156 mm; each gives up a quarter of a point. (A grid of characters would do the same
 * in Word, but other programs lay it out differently.)
 */
export const TIGHTER = -5;
/** A character of the body as it is laid out. */
export const CHARACTER = pt(BODY_SIZE) + TIGHTER;

export const TEXT_WIDTH: Readonly<Record<Orientation, number>> = { portrait: mm(156), landscape: mm(225) };

/** From the paper's left edge to the text. */
export const LEFT_EDGE: Readonly<Record<Orientation, number>> = { portrait: mm(28), landscape: mm(37) };

const A4 = { width: mm(210), height: mm(297) };

/**
 * 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. A page across is the same page turned by a quarter, bound at what has
 * become its upper edge.
 */
export function pageLayout(orientation: Orientation): ISectionPropertiesOptions {
  const across = orientation === 'landscape';
  const [top, right, bottom] = across ? [28, 35, 26] : [37, 26, 35];
  return {
    page: {
      size: { ...A4, orientation: across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
      margin: {
        top: mm(top),
        right: mm(right),
        bottom: mm(bottom),
        left: LEFT_EDGE[orientation],
        header: mm(15),
        footer: mm(across ? 16 : 25),
      },
    },
  };
}
