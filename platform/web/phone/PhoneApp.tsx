import { QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import type { SyncTransport } from '../offline/transport.ts';
import type { PhonePage } from '../page.ts';
import { createPageRouter, PageRoutes } from '../shell/page-router.tsx';
import { createQueryClient } from '../use-call.ts';
import { PhoneShell } from './PhoneShell.tsx';
import { PhonePages } from './phone-place.ts';

interface PhoneAppProps {
  /** Lets only signed-in people through; given by the app. */
  readonly gate: ComponentType<{ children: ReactNode }>;
  readonly pages: readonly PhonePage[];
  /** How what was written without a network reaches the server; loaded after the first page stands. */
  readonly transport: () => Promise<SyncTransport>;
}

/** The phone app as one component: cache, gate, routes. */
export function PhoneApp({ gate: Gate, pages, transport }: PhoneAppProps) {
  const [client] = useState(createQueryClient);
  const [router] = useState(() =>
    createPageRouter({
      pages,
      frame: () => <PhoneShell pages={pages} />,
      home: '/m',
      starts: pages.filter(({ tab }) => tab).sort((a, b) => (a.tab?.order ?? 0) - (b.tab?.order ?? 0)),
    }),
  );
  return (
    <QueryClientProvider client={client}>
      <Gate>
        <PhonePages value={pages}>
          <PageRoutes router={router} />
        </PhonePages>
        <Sending transport={transport} />
      </Gate>
    </QueryClientProvider>
  );
}

/** Sends what waits for as long as the app is open. */
function Sending({ transport }: Pick<PhoneAppProps, 'transport'>) {
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isGone = false;
    const timer = setTimeout(() => {
      Promise.all([import('../offline/sync-engine.ts'), transport()]).then(
        ([{ startSync }, ready]) => {
          if (!isGone) stop = startSync(ready);
        },
        (error) => console.error('sending did not start', error),
      );
    }, 300);
    return () => {
      isGone = true;
      clearTimeout(timer);
      stop?.();
    };
  }, [transport]);
  return null;
}
