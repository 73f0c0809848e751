import 'virtual:tokens.css';
import '@zhiben/platform/web/kit/base.css';
import '@zhiben/platform/web/kit/print.css';
import { ConsoleApp } from '@zhiben/platform/web/shell/ConsoleApp.tsx';
import { leave, SessionGate } from '@zhiben/slices/identity/web';
import { findRecords } from '@zhiben/slices/overview/web';
import { createRoot } from 'react-dom/client';
import { navGroups, pages } from './console-pages.ts';

createRoot(document.getElementById('app') as HTMLElement).render(
  <ConsoleApp
    gate={SessionGate}
    pages={pages}
    navGroups={navGroups}
    search={findRecords}
    accountPath="/account"
    onSignOut={() => void leave()}
  />,
);
