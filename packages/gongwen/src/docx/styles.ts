import type { StyleNumbering } from './numbering.ts';
import { walkXml } from './walk-xml.ts';

interface Style {
  name: string;
  basedOn: string | null;
  listId: string | null;
  level: number | null;
}

/** What the paragraph styles say about numbering and tables of contents. */
export class ParagraphStyles {
  private readonly styles = new Map<string, Style>();

  constructor(stylesXml: string | null) {
    if (stylesXml !== null) this.load(stylesXml);
  }

  private load(xml: string): void {
    let style: Style | null = null;
    walkXml(xml, {
      open: (name, attribute) => {
        const value = attribute('val') ?? '';
        if (name === 'style') {
          style = { name: '', basedOn: null, listId: null, level: null };
          this.styles.set(attribute('styleId') ?? '', style);
        } else if (!style) return;
        else if (name === 'name') style.name = value.toLowerCase();
        else if (name === 'basedOn') style.basedOn = value;
        else if (name === 'numId') style.listId = value;
        else if (name === 'ilvl') style.level = Number(value);
      },
      close: (name) => {
        if (name === 'style') style = null;
      },
    });
  }

  /** The list of a style, its own or that of the style it is based on. */
  numbering(styleId: string): StyleNumbering {
    let level: number | null = null;
    let style = this.styles.get(styleId);
    for (let depth = 0; style && depth < 12; depth++) {
      level ??= style.level;
      if (style.listId !== null) return { listId: style.listId, level: level ?? 0 };
      style = style.basedOn === null ? undefined : this.styles.get(style.basedOn);
    }
    return { listId: null, level: 0 };
  }

  isContents(styleId: string): boolean {
    return /^(?:toc|目录)\s*\d/.test(this.styles.get(styleId)?.name ?? '');
  }
}
