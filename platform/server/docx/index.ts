export { sayDate } from './document-end.ts';
export type * from './official-document.ts';
export { writeOfficialDocx } from './write-official-docx.ts';
