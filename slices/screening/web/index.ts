import { screeningConsolePages } from './console-pages.ts';
import { effectPages } from './effect-pages.ts';
import { statementPages } from './statement.pages.ts';

/** Of the console; those of one subject stand together. */
export const pages = [...screeningConsolePages, ...effectPages, ...statementPages];
