/** Script that sets the clock of a page or a process a day ahead. */
export const A_DAY_AHEAD = `{
  const Real = Date;
  class Shifted extends Real {
    constructor(...given) {
      super(...(given.length > 0 ? given : [Shifted.now()]));
    }
    static now() {
      return Real.now() + 86_400_000;
    }
  }
  globalThis.Date = Shifted;
}`;
