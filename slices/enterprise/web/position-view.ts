/** Where something lies, in degrees. */
export interface Position {
  readonly longitude: number;
  readonly latitude: number;
}

/** A piece of the ground without a base map: its middle and how much a unit of the drawing is. North is up. */
export interface View extends Position {
  readonly metresPerUnit: number;
}

export const WIDTH = 600;
export const HEIGHT = 400;
const METRES_PER_DEGREE = 111_320;
/** From some houses to a large prefecture. */
const FINEST = 0.5;
const COARSEST = 1000;

const degree = (view: Position) => METRES_PER_DEGREE * Math.cos((view.latitude * Math.PI) / 180);

/** In units of the drawing. */
export function place(view: View, { longitude, latitude }: Position): { readonly x: number; readonly y: number } {
  return {
    x: WIDTH / 2 + ((longitude - view.longitude) * degree(view)) / view.metresPerUnit,
    y: HEIGHT / 2 - ((latitude - view.latitude) * METRES_PER_DEGREE) / view.metresPerUnit,
  };
}

/** The position under a point of the drawing, to five decimals (about a metre). */
export function positionAt(view: View, { x, y }: { readonly x: number; readonly y: number }): Position {
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  return {
    longitude: round(view.longitude + ((x - WIDTH / 2) * view.metresPerUnit) / degree(view)),
    latitude: round(view.latitude - ((y - HEIGHT / 2) * view.metresPerUnit) / METRES_PER_DEGREE),
  };
}

/** A view that holds all of some positions with room around; null where there are none. */
export function viewOf(positions: readonly Position[]): View | null {
  const [first] = positions;
  if (!first) return null;
  const span = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [west, east] = span(positions.map(({ longitude }) => longitude));
  const [south, north] = span(positions.map(({ latitude }) => latitude));
  const middle = { longitude: (west + east) / 2, latitude: (south + north) / 2 };
  const wide = ((east - west) * degree(middle)) / (WIDTH * 0.8);
  const high = ((north - south) * METRES_PER_DEGREE) / (HEIGHT * 0.8);
  return { ...middle, metresPerUnit: within(Math.max(wide, high, 10)) };
}

export function zoom(view: View, factor: number): View {
  return { ...view, metresPerUnit: within(view.metresPerUnit * factor) };
}

const within = (metres: number) => Math.min(COARSEST, Math.max(FINEST, metres));

/** A round length for the scale, no longer than a quarter of the drawing. */
export function scaleOf(view: View): { readonly units: number; readonly label: string } {
  const most = (WIDTH / 4) * view.metresPerUnit;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((n) => n * power).find((length) => length <= most) ?? power;
  return {
    units: metres / view.metresPerUnit,
    label: metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`,
  };
}
