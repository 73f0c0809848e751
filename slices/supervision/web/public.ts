export { PublicNotices } from './PublicNotices.tsx';
