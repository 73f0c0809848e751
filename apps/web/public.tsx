import 'virtual:tokens.css';
import '@zhiben/platform/web/kit/base.css';
import { PublicNotices } from '@zhiben/slices/supervision/web/public';
import { createRoot } from 'react-dom/client';

createRoot(document.getElementById('app') as HTMLElement).render(<PublicNotices />);
