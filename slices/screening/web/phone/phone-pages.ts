import { definePhonePages } from '@zhiben/platform/web/page.ts';

/** 自查 on the phone: works a whole day without a network. */
export const screeningPhonePages = definePhonePages([]);

/** How what was written here reaches the server; loaded when the app stands. */
export const loadTransport = () => import('./transport.ts').then(({ transport }) => transport);
