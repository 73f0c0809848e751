import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { AppError } from '../../domain/errors.ts';
import { excelError } from './excel-error.ts';

export interface XmlHandlers {
  /** Names come without their namespace prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** The parser gathers a text or a tag until its end: nothing honest is longer, and memory is not without end. */
const LONGEST_PART = 10_000_000;

/**
 * Parses as it reads, and gives the turn back after each piece so that the caller can hand on what has gathered.
 * External and self-made entities are not resolved: the parser refuses them.
 * @throws excel/not-a-workbook, excel/too-large
 */
export async function* streamXml(source: Readable, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw excelError('not-a-workbook', {});
  });
  let unended = 0;
  parser.on('opentag', ({ name, attributes }) => {
    unended = 0;
    handlers.open?.(local(name), attributes as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => handlers.close?.(local(name)));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  try {
    for await (const piece of source) {
      unended += (piece as string).length;
      if (unended > LONGEST_PART) throw excelError('too-large', {});
      parser.write(piece as string);
      yield;
    }
    parser.close();
    yield;
  } catch (error) {
    throw error instanceof AppError ? error : excelError('not-a-workbook', {});
  } finally {
    source.destroy();
  }
}

/** Parses a part to its end. */
export async function readXml(source: Readable, handlers: XmlHandlers): Promise<void> {
  for await (const _ of streamXml(source, handlers)) {
    // everything happens in the handlers
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
