import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ComponentType, type ReactNode, useState } from 'react';
import type { PhonePage } from '../page.ts';
import { createPageRouter } from '../shell/page-router.tsx';
import { createQueryClient } from '../use-call.ts';
import { PhoneShell } from './PhoneShell.tsx';

interface PhoneAppProps {
  /** Lets only signed-in people through; given by the app. */
  readonly gate: ComponentType<{ children: ReactNode }>;
  readonly pages: readonly PhonePage[];
}

/** The phone app as one component: cache, gate, routes. */
export function PhoneApp({ gate: Gate, pages }: PhoneAppProps) {
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
        <RouterProvider router={router} />
      </Gate>
    </QueryClientProvider>
  );
}
