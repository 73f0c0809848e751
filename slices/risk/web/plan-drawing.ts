import type { RiskPlan } from '../domain/plan.contract.ts';

type Corner = readonly [number, number];

/** What is drawn on a plan. */
export interface Drawn {
  readonly areas: RiskPlan['areas'];
  readonly points: RiskPlan['points'];
}

/** A drawing and how it was before each step, oldest first. */
export interface Drawing {
  readonly now: Drawn;
  readonly before: readonly Drawn[];
  /** What the last step was: what goes on with it is not a step of its own. */
  readonly step: string | null;
}

/** More than anybody takes back one by one. */
const MOST_STEPS = 200;

export const drawingOf = ({ areas, points }: Drawn): Drawing => ({
  now: { areas, points },
  before: [],
  step: null,
});

/**
 * The drawing after a change.
 * @param step names what goes on over many changes, as a corner under the pointer does: they are undone as one
 */
export function changed(drawing: Drawing, change: Partial<Drawn>, step: string | null = null): Drawing {
  const goesOn = step !== null && step === drawing.step;
  const before = goesOn ? drawing.before : [...drawing.before, drawing.now].slice(-MOST_STEPS);
  return { now: { ...drawing.now, ...change }, before, step };
}

export function undone({ now, before }: Drawing): Drawing {
  return { now: before.at(-1) ?? now, before: before.slice(0, -1), step: null };
}

/** Areas with one corner moved. */
export function withCorner(areas: Drawn['areas'], area: number, corner: number, to: Corner): Drawn['areas'] {
  return areas.map((one, n) =>
    n === area ? { ...one, corners: one.corners.map((own, at) => (at === corner ? [...to] : own)) } : one,
  );
}

/** Where an arrow key leads on a sheet; null for another key. */
export function stepped(
  key: string,
  [x, y]: Corner,
  by: number,
  { width, height }: { readonly width: number; readonly height: number },
): Corner | null {
  const steps: Readonly<Record<string, Corner>> = {
    ArrowLeft: [-by, 0],
    ArrowRight: [by, 0],
    ArrowUp: [0, -by],
    ArrowDown: [0, by],
  };
  const step = steps[key];
  return step ? [within(x + step[0], width), within(y + step[1], height)] : null;
}

export const within = (at: number, most: number) => Math.min(most, Math.max(0, at));
