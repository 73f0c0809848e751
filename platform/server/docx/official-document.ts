import type { LocalDate } from '../../domain/clock.ts';

/**
 * What an official document 公文 says, without how it looks: GB/T 9704—2012 decides that. Everything but the title and
 * the body may be left out, in which case its place stays empty or closes up.
 */
export interface OfficialDocument {
  /** 红头; without one the document begins with its title, as tables and drafts for signature do. */
  readonly letterhead?: Letterhead;
  /** 发文字号 as it is to be printed, `安委办〔2026〕3号`. */
  readonly docNumber?: string;
  /** 标题; a line end breaks it where the meaning does. */
  readonly title: string;
  /** Stands under the title in brackets: `（2026 年 11 月 20 日）`, `送审稿`. */
  readonly subtitle?: string;
  /** 主送机关, without the colon. */
  readonly addressee?: string;
  readonly body: readonly Block[];
  /** 附件; named after the body and printed behind it, each on pages of its own. */
  readonly attachments?: readonly Attachment[];
  readonly signature?: Signature;
  /** 附注, without its brackets: `此件公开发布`, `联系人：……，电话：……`. */
  readonly note?: string;
  /** 版记, at the foot of the last page. */
  readonly colophon?: Colophon;
  /** Of the body; wide tables stand across. Portrait when not said. */
  readonly orientation?: Orientation;
}

export type Orientation = 'portrait' | 'landscape';

export interface Letterhead {
  /** 发文机关, full name; the writer adds 文件 in a `document`. */
  readonly issuer: string;
  /** document: 文件格式 (the default) · letter: 信函格式, for 函, reminders and notices of talks */
  readonly form?: 'document' | 'letter';
  /** 签发人, of documents that go to a higher level. */
  readonly signer?: string;
}

export type Block = Paragraph | Heading | Table;

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: Text;
  /** Indented by two characters when not said; `plain` starts at the margin. */
  readonly align?: 'indented' | 'plain' | 'center' | 'right';
}

/**
 * The writer numbers headings, anew under each higher one: 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋. `text` stands
 * without its number; `runOn` goes on in the same paragraph, as ordinary text.
 */
export interface Heading {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3 | 4;
  readonly text: string;
  readonly runOn?: Text;
}

/** Words, or words with emphasis in parts. Line ends are kept. */
export type Text = string | readonly (string | { readonly strong: string })[];

export interface Table {
  readonly kind: 'table';
  /** Over the table, in 黑体. */
  readonly caption?: string;
  /** Small print between caption and table, at the right: `单位：项`. */
  readonly unit?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Points; 12 when not said, 10.5 for tables of many columns. */
  readonly size?: number;
}

export interface TableColumn {
  /** Repeated on every page. */
  readonly header: string;
  /** Share of the width, in proportion to the others. */
  readonly share: number;
  readonly align?: 'left' | 'center' | 'right';
}

/** One cell a column, or a heading over all columns that parts the rows below it from those above. */
export type TableRow = readonly string[] | { readonly group: string };

export interface Attachment {
  /** Without 附件 and its number. */
  readonly title: string;
  readonly body: readonly Block[];
  readonly orientation?: Orientation;
}

export interface Signature {
  /** 发文机关署名; the seal is stamped by hand over it and the date. */
  readonly issuer: string;
  /** 成文日期; left blank for the pen when null. */
  readonly on: LocalDate | null;
}

export interface Colophon {
  /** 抄送机关, without the closing mark. */
  readonly copies?: string;
  /** 印发机关 and 印发日期; not printed in a letter. */
  readonly printedBy?: { readonly issuer: string; readonly on: LocalDate };
}
