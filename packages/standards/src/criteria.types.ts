/** A day of legal effect, `YYYY-MM-DD` in Asia/Shanghai. */
export type LegalDate = string;

/** Whether the competent department's text is known to be the one now in force. */
export type StandardStatus = 'in-force' | 'superseded' | 'unknown';

/** Where `inForceFrom` comes from: the document states it, its issue day, or only the year of its number. */
export type EffectBasis = 'stated' | 'issued' | 'document-year';

/** One published document of criteria. */
export interface Standard {
  id: string;
  title: string;
  docNumber: string;
  issuer: string;
  issuedOn: LegalDate | null;
  /** As the document states it; null where it states none (`inForceFrom` then says what we reckon from). */
  effectiveFrom: LegalDate | null;
  status: StandardStatus;
  supersededBy: string | null;
  officialUrl: string | null;
  completeness: 'complete' | 'partial';
  /** The window [inForceFrom, inForceUntil) in which a hazard discovered is judged by this document. */
  inForceFrom: LegalDate;
  inForceUntil: LegalDate | null;
  basis: EffectBasis;
  /**
   * Chinese sentences that must stand beside any text shown from this standard: unverified status, missing clauses,
   * unstated dates. Empty when the text is whole, dated and confirmed in force.
   */
  caveats: readonly string[];
}

export interface Industry {
  code: string;
  name: string;
  /** Other names under which counties and older files write it. */
  aliases: readonly string[];
  standards: readonly Standard[];
}

/** One situation that the standard declares a major accident hazard. `lead` and `text` are read together. */
export interface Criterion {
  /** Ours, unique in the library; not an official number. */
  code: string;
  industry: string;
  standard: Standard;
  article: string;
  scope: string;
  /** The sentence that introduces the article; may carry a precondition. Empty where the article has none. */
  lead: string;
  text: string;
  keywords: readonly string[];
}

export interface CriterionFilter {
  industry?: string | undefined;
  /** Only criteria that judge a hazard discovered on this day. */
  on?: LegalDate | undefined;
  /** Without `on`: also those of superseded documents. */
  includeSuperseded?: boolean | undefined;
}

export interface CriterionHit {
  criterion: Criterion;
  score: number;
}

/** The shape of one file in data/criteria, as published. */
export interface StandardFile {
  industry: string;
  industryName: string;
  source: {
    title: string;
    issuer: string;
    docNumber: string;
    issuedOn: string | null;
    effectiveFrom: string | null;
    status: StandardStatus;
    supersededBy?: string | undefined;
    officialUrl?: string | undefined;
  };
  retrievedFrom: string[];
  completeness: string;
  notes?: string[] | undefined;
  criteria: {
    code: string;
    article: string;
    scope: string;
    lead?: string | undefined;
    text: string;
    keywords: string[];
  }[];
}

/** The shape of data/standards.json: which files make up an industry, and when each judges. */
export interface StandardIndex {
  industries: {
    code: string;
    name: string;
    aliases: string[];
    standards: {
      id: string;
      /** File in data/criteria when it is not named after `id`. */
      file?: string | undefined;
      /** Only criteria whose code starts so; the file holds two documents. */
      codePrefix?: string | undefined;
      inForceFrom: string;
      inForceUntil?: string | undefined;
      basis: EffectBasis;
      docNumber?: string | undefined;
      title?: string | undefined;
      officialUrl?: string | undefined;
    }[];
  }[];
}
