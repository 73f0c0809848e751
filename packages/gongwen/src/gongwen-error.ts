/** Why a file cannot be read. Each code has its sentence; `message` is ready for the screen. */
export type GongwenErrorCode =
  /** No bytes, or no readable character. */
  | 'empty'
  /** More bytes, pages or unpacked bytes than a document has. */
  | 'too-large'
  /** A format that is not read at all (pictures, spreadsheets, programs). */
  | 'unsupported'
  /** .doc, .wps, .wpt, .rtf, .ofd: documents, but not in a format that can be read here. */
  | 'old-format'
  /** A pdf without a text layer. */
  | 'scanned'
  /** A docx or pdf that needs a password. */
  | 'encrypted'
  /** The container (zip, xml, pdf) is broken. */
  | 'damaged'
  /** Named .txt but not text in UTF-8, UTF-16 or GB18030. */
  | 'not-text';

const SENTENCES: Record<GongwenErrorCode, string> = {
  empty: '文件是空的，没有可以读取的文字。',
  'too-large': '文件过大，超出方案文件的读取上限。请确认选对了文件，或另存为纯文字版本后再试。',
  unsupported: '不支持这种文件格式。请使用 docx、pdf、html 或 txt 文件。',
  'old-format': '暂不能读取这种旧格式（doc、wps、rtf、ofd）。请用 WPS 或 Word 打开后“另存为”docx 再上传。',
  scanned: '这份 pdf 是扫描件，没有文字层。请上传文字版（docx 或可复制文字的 pdf），或先做文字识别。',
  encrypted: '文件设有密码，无法读取。请取消密码后再上传。',
  damaged: '文件已损坏或内容不完整，无法读取。请重新导出后再试。',
  'not-text': '文件内容不是文字，或编码无法识别（支持 UTF-8 和 GB18030）。',
};

export class GongwenError extends Error {
  readonly code: GongwenErrorCode;

  constructor(code: GongwenErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${SENTENCES[code]}（${detail}）` : SENTENCES[code], options);
    this.name = 'GongwenError';
    this.code = code;
  }
}
