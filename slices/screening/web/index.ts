import { screeningConsolePages } from './console-pages.ts';
import { effectPages } from './effect-pages.ts';
import { screeningPhonePages } from './phone/phone-pages.ts';

export { loadTransport } from './phone/phone-pages.ts';

/** Of the console; those of one subject stand together. */
export const pages = [...screeningConsolePages, ...effectPages];

export const phonePages = [...screeningPhonePages];
