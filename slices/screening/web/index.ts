import { screeningConsolePages } from './console-pages.ts';
import { effectPages } from './effect-pages.ts';
import { screeningPhonePages } from './phone/phone-pages.ts';
import { statementPages, statementPhonePages } from './statement.pages.ts';

export { loadTransport } from './phone/phone-pages.ts';

/** Of the console; those of one subject stand together. */
export const pages = [...screeningConsolePages, ...effectPages, ...statementPages];

/** 自查 on the phone, and what is told and answered there. */
export const phonePages = [...screeningPhonePages, ...statementPhonePages];
