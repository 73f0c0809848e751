import { definePhonePages } from '@zhiben/platform/web/page.ts';
import { screeningConsolePages } from './console-pages.ts';
import { effectPages } from './effect-pages.ts';

export { loadTransport } from './phone/phone-pages.ts';

/** Of the console; those of one subject stand together. */
export const pages = [...screeningConsolePages, ...effectPages];

/** Those of phone/phone-pages.ts join when the server's routes have landed. */
export const phonePages = definePhonePages([]);
