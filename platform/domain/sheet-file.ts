/** Of an answer that is a sheet: how many rows it will have, so that the screen can say so while it comes. */
export const ROWS_HEADER = 'x-zhiben-rows';
