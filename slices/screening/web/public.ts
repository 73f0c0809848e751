export { PublicScreening } from './PublicPages.tsx';
