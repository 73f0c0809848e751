import type { PhonePage } from '@zhiben/platform/web/page.ts';
import { phonePages as identityPages } from '@zhiben/slices/identity/web';

/** Every page of the phone app: what the slices announce. */
export const phonePages: readonly PhonePage[] = [...identityPages];
