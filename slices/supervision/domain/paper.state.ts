import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type {
  DeliveryWay,
  ListingLevel,
  PaperKind,
  PartyKind,
  ReceiptRole,
  Status,
  SubjectKind,
} from './supervision.terms.ts';

/** A party to which a paper goes, and what it did with it. Instants are ISO texts. */
export interface Receipt {
  readonly id: string;
  readonly role: ReceiptRole;
  readonly partyKind: PartyKind;
  /** Null for parties without an account here. */
  readonly partyId: string | null;
  readonly partyName: string;
  readonly acknowledgedAt: string | null;
  /** The name that was signed, on the screen or on the return slip. */
  readonly signer: string | null;
  /** Set when it did not sign on a screen. */
  readonly delivered: DeliveryWay | null;
  readonly repliedAt: string | null;
  /** How often it reported progress. */
  readonly reports: number;
}

/** A paper as its commands make it; the rows of `supervision_papers` and `supervision_receipts` are the same. */
export interface Paper {
  readonly id: string;
  readonly version: number;
  readonly kind: PaperKind;
  readonly status: Status;

  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  /** As it was called when the paper was drafted: `隐-…-000123 罐区…`. */
  readonly subjectName: string;
  readonly division: string;
  /** Empty for what belongs to no industry. */
  readonly industry: string;
  readonly enterpriseId: string | null;

  readonly proposalId: string | null;
  /** Document and clause on which the measure rests. */
  readonly basis: string;
  readonly issuerBodyId: string;
  readonly issuerName: string;
  readonly level: ListingLevel | null;
  readonly title: string;
  readonly body: string;
  readonly replyDueOn: LocalDate | null;
  /** Months between two reports of progress; null where none are owed. */
  readonly progressMonths: number | null;
  /** Given at issue, never before; of plates of the levels above the number they came under. */
  readonly number: string | null;

  readonly draftedAt: string;
  readonly draftedBy: string;
  readonly approvedAt: string | null;
  readonly approvedBy: string | null;
  readonly issuedAt: string | null;
  readonly closedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly talkedAt: string | null;
  /** Number of the notice that took a plate down. */
  readonly delistingNumber: string | null;

  readonly notice: string | null;
  readonly publishedAt: string | null;
  readonly receipts: readonly Receipt[];
}

/** Where an issued paper stands by what its main addressees did. */
export function standingOf(receipts: readonly Receipt[], isAnswered: boolean): 'issued' | 'acknowledged' | 'replied' {
  const main = receipts.filter(({ role }) => role === 'main');
  if (main.some(({ acknowledgedAt }) => acknowledgedAt === null)) return 'issued';
  return isAnswered && main.every(({ repliedAt }) => repliedAt !== null) ? 'replied' : 'acknowledged';
}
