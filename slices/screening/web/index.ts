import { definePages } from '@zhiben/platform/web/page.ts';
import { screeningPhonePages } from './phone/phone-pages.ts';

export { loadTransport } from './phone/phone-pages.ts';

/** Of the console; those of one subject stand together. */
export const pages = definePages([]);

export const phonePages = [...screeningPhonePages];
