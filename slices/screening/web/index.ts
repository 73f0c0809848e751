import { definePages, definePhonePages } from '@zhiben/platform/web/page.ts';

/** Of the console; those of one subject stand together. */
export const pages = definePages([]);

export const phonePages = definePhonePages([]);
