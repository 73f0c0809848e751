import { newId } from '@zhiben/platform/domain/ids.ts';
import type { LightMyRequestResponse } from 'fastify';
import type { CellRecord, FormFigures, FormRow, Report } from '../domain/dispatch.contract.ts';
import type { Figure } from '../domain/form.types.ts';

/** What it needs of `zhiben/test-county`, which code beside tests may not import. */
interface County {
  as(person: Person | null): {
    get(url: string): Promise<LightMyRequestResponse>;
    post(url: string, body: object): Promise<LightMyRequestResponse>;
  };
}
type Person = string;

/** Works with a form in a test county by the product's own requests. */
export class DispatchPlay<C extends County = County> {
  readonly county: C;
  readonly formId = newId();
  constructor(county: C) {
    this.county = county;
  }

  async start(over: object = {}): Promise<void> {
    const body = {
      id: this.formId,
      commandId: newId(),
      definitionCode: 'major-hazards-2023',
      campaignId: null,
      campaignName: '重大事故隐患专项排查整治',
      countsFrom: '2024-03-01',
      firstPeriod: '2024-03',
      lastPeriod: null,
      ...over,
    };
    await this.ok(await this.county.as('clerk').post('/api/dispatch/forms', body));
  }

  url(period: string, rest: string): string {
    return `/api/dispatch/forms/${this.formId}/periods/${period}/${rest}`;
  }

  async figures(person: Person, period = '2024-03'): Promise<FormFigures> {
    return this.ok(await this.county.as(person).get(this.url(period, 'figures')));
  }

  async row(person: Person, key: string, period = '2024-03'): Promise<FormRow> {
    const { rows } = await this.figures(person, period);
    const row = rows.find((r) => r.key === key);
    if (!row) throw new Error(`no row ${key} for ${person}: ${rows.map((r) => r.key)}`);
    return row;
  }

  /** All records behind a cell, page by page. */
  async records(person: Person, row: string, indicator: string, period = '2024-03', limit = 2): Promise<CellRecord[]> {
    const found: CellRecord[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = `records?row=${row}&indicator=${indicator}&limit=${limit}${cursor && `&cursor=${cursor}`}`;
      const page: { rows: CellRecord[]; nextCursor: string | null } = this.ok(
        await this.county.as(person).get(this.url(period, query)),
      );
      found.push(...page.rows);
      cursor = page.nextCursor;
    }
    return found;
  }

  /** What a signer sends who read the row and confirms its zeros. */
  async signature(person: Person, row: FormRow, over: object = {}) {
    const zeros = Object.entries(row.figures).filter(([, figure]) => figure === 0);
    return {
      id: newId(),
      commandId: newId(),
      bodyId: row.bodyId,
      seen: row.figures as Record<string, Figure>,
      confirmedZeros: zeros.map(([code]) => code),
      responsibleName: `${person}的负责人`,
      phone: '10000000000',
      note: '',
      ...over,
    };
  }

  async submit(person: Person, key: string, over: object = {}, period = '2024-03'): Promise<LightMyRequestResponse> {
    const row = await this.row(person, key, period);
    // A reported row shows what was signed; what is signed anew is what the records say now.
    const current = { ...row, figures: { ...row.figures, ...row.differs } };
    const body = await this.signature(person, current, over);
    return this.county.as(person).post(this.url(period, 'reports'), body);
  }

  async submitted(person: Person, key: string, over: object = {}, period = '2024-03'): Promise<Report> {
    return this.ok(await this.submit(person, key, over, period));
  }

  ok<T>(reply: LightMyRequestResponse): T {
    if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`);
    return reply.json();
  }
}
