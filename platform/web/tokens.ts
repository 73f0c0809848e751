/**
 * Every design decision that is a value: colour, type, space, radius, shadow. One file feeds antd (`antd-theme.ts`),
 * the CSS custom properties (`cssVariables`, written into the build by apps/web), the charts and the phone app.
 * A test holds each text/fill pair to WCAG AA (4.5:1).
 */

export const colour = {
  /** Text in three strengths; all pass AA on `paper` and `ground`. */
  ink: '#1a2330',
  inkSoft: '#4b5766',
  inkFaint: '#5f6b7a',
  paper: '#ffffff',
  ground: '#f4f6f8',
  /** Rows under the pointer, quiet fills. */
  wash: '#eef1f5',
  line: '#e2e6eb',
  /** Edges of buttons, whose words already tell what they are. */
  edgeSoft: '#c3cbd5',
  /** Edges of fields: 3:1 against paper. */
  edge: '#8691a0',
  primary: '#1f4e8c',
  primaryStrong: '#163a6b',
  primaryWash: '#e8eff8',
  /** Major hazards, overdue, irreversible actions; nothing else. */
  danger: '#b93325',
  dangerStrong: '#96271b',
  focus: '#1f6fd6',
} as const;

/** What a tag, badge or mark says by colour. Always together with a word or a shape. */
export type Tone = 'neutral' | 'blue' | 'yellow' | 'orange' | 'red' | 'green';

/** `fill` and `text` go together (AA); `solid` is for dots, map marks and chart series, `edge` for hairlines. */
export interface TonePair {
  readonly fill: string;
  readonly text: string;
  readonly solid: string;
  readonly edge: string;
}

export const tones: Readonly<Record<Tone, TonePair>> = {
  neutral: { fill: '#eef1f5', text: '#465262', solid: '#6b7787', edge: '#d5dbe2' },
  blue: { fill: '#e8eff8', text: '#1f4e8c', solid: '#2f6db8', edge: '#c6d7ec' },
  yellow: { fill: '#fbf2cc', text: '#665000', solid: '#b08a00', edge: '#ecdc98' },
  orange: { fill: '#fdecdb', text: '#8a4300', solid: '#cf6a0c', edge: '#f3cfa8' },
  red: { fill: '#fbe8e5', text: '#9c271a', solid: '#c8382b', edge: '#f0c3bc' },
  green: { fill: '#e4f3ea', text: '#1c6138', solid: '#2c8650', edge: '#bfdfcb' },
};

export const font = {
  sans: '"PingFang SC", "HarmonyOS Sans SC", MiSans, "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif',
  /** The product name and printed papers. */
  serif: '"Songti SC", SimSun, "Noto Serif SC", "Noto Serif CJK SC", serif',
  mono: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono", monospace',
} as const;

/** [size, line height] in px. */
export const type = {
  small: [12, 18],
  body: [14, 22],
  phone: [16, 26],
  heading: [16, 24],
  title: [20, 28],
  display: [28, 36],
} as const satisfies Record<string, readonly [number, number]>;

/** Steps of the 4 px grid. */
const space = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 32 } as const;

export const radius = { small: 4, base: 6 } as const;

/** For things that float: menus, dialogs, the side panel on narrow screens. */
export const shadow = '0 6px 24px rgb(20 32 48 / 14%), 0 1px 3px rgb(20 32 48 / 10%)';

/** Smallest target for a thumb. */
const touch = 44;

/** Custom properties (`--zb-ink`, `--zb-red-fill`, `--zb-space-l` …) as the body of a CSS rule. */
export function cssVariables(): string {
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const entries: [string, string][] = [
    ...Object.entries(colour).map(([name, value]): [string, string] => [kebab(name), value]),
    ...Object.entries(tones).flatMap(([tone, pair]) =>
      Object.entries(pair).map(([part, value]): [string, string] => [`${tone}-${part}`, value]),
    ),
    ...Object.entries(font).map(([name, value]): [string, string] => [`font-${name}`, value]),
    ...Object.entries(type).flatMap(([name, [size, line]]): [string, string][] => [
      [`text-${name}`, `${size / 16}rem`],
      [`line-${name}`, `${line / 16}rem`],
    ]),
    ...Object.entries(space).map(([name, value]): [string, string] => [`space-${name}`, `${value}px`]),
    ...Object.entries(radius).map(([name, value]): [string, string] => [`radius-${name}`, `${value}px`]),
    ['shadow', shadow],
    ['touch', `${touch}px`],
  ];
  return entries.map(([name, value]) => `--zb-${name}:${value};`).join('');
}
