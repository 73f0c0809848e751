import { describe, expect, it } from 'vitest';
import { colour, cssVariables, tones } from './tokens.ts';

/** WCAG 2.2 contrast of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b2 = 0] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b2;
  };
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe('tokens', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it.each(Object.entries(tones))('%s: text on its fill and on paper passes AA', (_, pair) => {
    expect(contrast(pair.text, pair.fill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(pair.text, colour.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(pair.solid, colour.paper)).toBeGreaterThanOrEqual(3);
  });

  it.each(['ink', 'inkSoft', 'inkFaint', 'primary', 'danger'] as const)('%s reads on every ground', (name) => {
    for (const ground of [colour.paper, colour.ground, colour.wash, colour.primaryWash]) {
      expect(contrast(colour[name], ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('white reads on what is filled with primary and danger; edges and focus are seen', () => {
    for (const fill of [colour.primary, colour.primaryStrong, colour.danger, colour.dangerStrong]) {
      expect(contrast(colour.paper, fill)).toBeGreaterThanOrEqual(4.5);
    }
    for (const edge of [colour.edge, colour.focus]) {
      expect(contrast(edge, colour.paper)).toBeGreaterThanOrEqual(3);
    }
  });

  it('names every custom property once', () => {
    const names = cssVariables()
      .split(';')
      .filter(Boolean)
      .map((rule) => rule.split(':')[0]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('--zb-red-fill');
    expect(names).toContain('--zb-primary-strong');
  });
});
