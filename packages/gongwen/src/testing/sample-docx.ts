import { strToU8, zipSync } from 'fflate';

/** A paragraph of a sample: plain words, or words in a list, hidden, struck out, or of a style. */
type SampleParagraph =
  | string
  | { words: string; listId?: number; level?: number; style?: string; hidden?: boolean; deleted?: string };
/** A cell: words, with the columns it covers; `merged` continues the cell above. */
type SampleCell = string | { words: string; columns?: number; merged?: boolean };
export type SampleBlock = SampleParagraph | { rows: SampleCell[][] } | { contents: string[] };

export interface SampleParts {
  numbering?: string;
  styles?: string;
  /** Further entries of the zip, such as a footer. */
  entries?: Record<string, string>;
}

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const escapeXml = (words: string): string =>
  words.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

function paragraphXml(paragraph: SampleParagraph): string {
  if (typeof paragraph === 'string')
    return `<w:p><w:r><w:t xml:space="preserve">${escapeXml(paragraph)}</w:t></w:r></w:p>`;
  const { words, listId, level = 0, style, hidden, deleted } = paragraph;
  const list = listId === undefined ? '' : `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${listId}"/></w:numPr>`;
  const properties = `<w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ''}${list}</w:pPr>`;
  const gone = deleted ? `<w:del w:id="1"><w:r><w:delText>${deleted}</w:delText></w:r></w:del>` : '';
  return `<w:p>${properties}${gone}<w:r>${hidden ? '<w:rPr><w:vanish/></w:rPr>' : ''}<w:t>${escapeXml(words)}</w:t></w:r></w:p>`;
}

function cellXml(cell: SampleCell): string {
  const { words, columns, merged } =
    typeof cell === 'string' ? { words: cell, columns: undefined, merged: undefined } : cell;
  const span = columns ? `<w:gridSpan w:val="${columns}"/>` : '';
  const merge = merged ? '<w:vMerge/>' : '';
  return `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${words.split('\n').map(paragraphXml).join('')}</w:tc>`;
}

function blockXml(block: SampleBlock): string {
  if (typeof block === 'string' || 'words' in block) return paragraphXml(block);
  if ('rows' in block)
    return `<w:tbl>${block.rows.map((row) => `<w:tr>${row.map(cellXml).join('')}</w:tr>`).join('')}</w:tbl>`;
  const lines = block.contents.map(paragraphXml).join('');
  return `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${lines}</w:sdtContent></w:sdt>`;
}

export function sampleDocx(blocks: readonly SampleBlock[], parts: SampleParts = {}): Uint8Array {
  const entries: Record<string, string> = {
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${NAMESPACE}><w:body>${blocks.map(blockXml).join('')}</w:body></w:document>`,
    ...(parts.numbering ? { 'word/numbering.xml': `<w:numbering ${NAMESPACE}>${parts.numbering}</w:numbering>` } : {}),
    ...(parts.styles ? { 'word/styles.xml': `<w:styles ${NAMESPACE}>${parts.styles}</w:styles>` } : {}),
    ...parts.entries,
  };
  return zipSync(Object.fromEntries(Object.entries(entries).map(([name, xml]) => [name, strToU8(xml)])));
}

/** The numbering of official documents as word processors store it: 一、 （一） 1. in three levels of one list. */
export const OFFICIAL_NUMBERING = `<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>`;
