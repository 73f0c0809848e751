import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { answerSchema, findingInputSchema, sha256Schema } from './record.contract.ts';

/** Bounds of one batch. */
export const MOST_ITEMS_A_BATCH = 50;
export const MOST_BYTES_A_BATCH = 1_000_000;

/** A clock that fell back to 1970 is taken; what is further off is no clock. */
const MOST_SKEW_SECONDS = 2_000_000_000;

export const SYNC_KINDS = ['record', 'finding', 'snapshot'] as const;
export type SyncKind = (typeof SYNC_KINDS)[number];

/** A signed record of one slot, or of none (`slotKey` null: a check beside the plan). */
export const recordBodySchema = z.object({
  taskId: idSchema,
  slotKey: z.string().max(40).nullable(),
  checklistId: idSchema,
  edition: z.int().min(1),
  /** By the phone's clock. */
  startedAt: instantSchema,
  signedAt: instantSchema,
  /** Typed by the person who signs; must be their name. */
  signedName: text(30),
  /**
   * Seconds by which the phone took its clock to be ahead of the server's when it was signed, from the last contact;
   * null when it never had one. Where it is null the server takes the difference it sees at the sync.
   */
  clockSkewSeconds: z.int().min(-MOST_SKEW_SECONDS).max(MOST_SKEW_SECONDS).nullable().default(null),
  answers: z.array(answerSchema).max(100),
  findings: z.array(findingInputSchema).max(30).default([]),
});
export type RecordBody = z.output<typeof recordBodySchema>;
/** As the phone writes it: what has a default may be left out, and is then not in the hash either. */
export type RecordBodyInput = z.input<typeof recordBodySchema>;

/** A problem noticed outside any task: three fields. It becomes a hazard with the id of the item. */
export const findingBodySchema = z.object({
  words: text(500),
  place: text(200),
  files: z.array(sha256Schema).max(9).default([]),
  unitId: idSchema.nullable().default(null),
  fixedNow: z.string().trim().max(300).default(''),
});
export type FindingBody = z.output<typeof findingBodySchema>;

/** 随手拍 of a worker; anonymous if wished. The inbox of the safety manager takes it. */
export const snapshotBodySchema = z.object({
  words: text(500),
  place: text(200),
  files: z.array(sha256Schema).max(9).default([]),
  anonymous: z.boolean().default(false),
});
export type SnapshotBody = z.output<typeof snapshotBodySchema>;

/** The body is checked item by item, so that a bad one harms no other. */
export const syncItemSchema = z.object({
  /** UUIDv7 made by the phone; a resend is known by it. */
  id: idSchema,
  kind: z.enum(SYNC_KINDS),
  /** When it was entered in the journal, by the phone's clock. */
  at: instantSchema,
  /** SHA-256, hex, of the canonical JSON (RFC 8785, `canonicalJson`) of `body` as sent. */
  hash: sha256Schema,
  body: z.record(z.string(), z.unknown()),
});
export type SyncItem = z.output<typeof syncItemSchema>;

/**
 * accepted: stored · merged: the slot had a record already and all answers agree or complete it · conflict: merged, and
 * some answers differ (see the conflicts) · refused: NOT stored; the reasons are the problems, and the phone keeps it.
 */
export const OUTCOMES = ['accepted', 'merged', 'conflict', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const receiptSchema = z.object({
  id: idSchema,
  /** Of what the server stored, computed by it; of what it refused, computed from what arrived. */
  hash: sha256Schema,
  outcome: z.enum(OUTCOMES),
  /** Why it was refused, or what was noted on accepting it (came too late for its slot …). */
  problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Contents that the server does not have yet. Sending the item again asks anew. */
  missingFiles: z.array(sha256Schema),
  subject: z.object({ kind: z.string(), id: idSchema }).optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/**
 * Takes in what phones wrote while they had no network. Idempotent by item id: the same receipt comes again. Nothing of
 * a batch is lost because another item of it is bad; the answer comes after the commit.
 */
export const syncScreening = contract({
  method: 'POST',
  url: '/api/screening/sync',
  permission: 'screening:do',
  summary: '手机离线内容上传（可重复发送，逐条回执）',
  body: z.object({
    deviceId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
    /** Now, by the phone's clock. */
    deviceAt: instantSchema,
    items: z.array(syncItemSchema).min(1).max(MOST_ITEMS_A_BATCH),
  }),
  response: z.object({ serverAt: instantSchema, receipts: z.array(receiptSchema) }),
});

/**
 * Which contents are on the server. Those that the caller uploaded are taken up by the records and findings that wait
 * for them, so a phone asks this after its uploads and deletes a photo only when it is known.
 */
export const filesKnown = contract({
  method: 'POST',
  url: '/api/screening/files-known',
  permission: 'screening:do',
  summary: '哪些照片已在服务器上（已到的随即归入记录）',
  body: z.object({ hashes: z.array(sha256Schema).min(1).max(500) }),
  response: z.object({ known: z.array(sha256Schema) }),
});
