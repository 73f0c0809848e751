import { SaxesParser } from 'saxes';
import { GongwenError } from '../gongwen-error.ts';

/** Deepest nesting that a word processor writes is far below this. */
const MAX_DEPTH = 400;

export interface XmlHandlers {
  open: (name: string, attribute: (name: string) => string | undefined) => void;
  close: (name: string) => void;
  text?: (words: string) => void;
}

/**
 * Walks an OOXML part. Names come without their prefix (w:p is `p`). Entities of a DTD are never expanded.
 *
 * @throws GongwenError `damaged` for broken xml or absurd nesting
 */
export function walkXml(xml: string, handlers: XmlHandlers): void {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('opentag', (tag) => {
    if (++depth > MAX_DEPTH) throw new GongwenError('damaged', '嵌套层次过多');
    handlers.open(local(tag.name), (name) => {
      for (const [key, value] of Object.entries(tag.attributes)) if (local(key) === name) return value;
      return undefined;
    });
  });
  parser.on('closetag', (tag) => {
    depth--;
    handlers.close(local(tag.name));
  });
  parser.on('text', (words) => handlers.text?.(words));
  parser.on('doctype', () => {
    throw new GongwenError('damaged', '含有不允许的声明');
  });
  parser.on('error', (error) => {
    throw new GongwenError('damaged', undefined, { cause: error });
  });
  parser.write(xml).close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
