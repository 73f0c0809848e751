import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ComponentType, type ReactNode, useState } from 'react';
import { antdTheme, stillTheme } from '../antd-theme.ts';
import { createQueryClient } from '../use-call.ts';
import { STILL, useMedia } from '../use-media.ts';
import { createPageRouter, PageRoutes } from './page-router.tsx';
import { Shell, type ShellProps } from './Shell.tsx';

dayjs.locale('zh-cn');

interface ConsoleAppProps extends ShellProps {
  /** Lets only signed-in people through; given by the app. */
  readonly gate: ComponentType<{ children: ReactNode }>;
}

/** The console as one component: cache, theme, gate, routes. */
export function ConsoleApp({ gate: Gate, ...shell }: ConsoleAppProps) {
  const [client] = useState(createQueryClient);
  const theme = useMedia(STILL) ? stillTheme : antdTheme;
  const [router] = useState(() =>
    createPageRouter({
      pages: shell.pages,
      frame: () => <Shell {...shell} />,
      home: '/',
      starts: shell.navGroups.flatMap((group) => shell.pages.filter(({ nav }) => nav?.group === group)),
    }),
  );
  return (
    <QueryClientProvider client={client}>
      <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        <App message={{ maxCount: 3 }}>
          <Gate>
            <PageRoutes router={router} />
          </Gate>
        </App>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
