import 'virtual:tokens.css';
import '@zhiben/platform/web/kit/base.css';
import { keepUpdated } from '@zhiben/platform/web/phone/app-update.ts';
import { PhoneApp } from '@zhiben/platform/web/phone/PhoneApp.tsx';
import { SessionGate } from '@zhiben/slices/identity/web/phone';
import { loadTransport } from '@zhiben/slices/screening/web/phone';
import { createRoot } from 'react-dom/client';
import { phonePages } from './phone-pages.ts';

createRoot(document.getElementById('app') as HTMLElement).render(
  <PhoneApp gate={SessionGate} pages={phonePages} transport={loadTransport} />,
);

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  keepUpdated('/sw.js', '/m').catch((error) => console.error('the app will not open without a network', error));
}
