import { maskPhone, seesPhone } from '../domain/enterprise.policy.ts';
import { enterpriseTables } from './enterprise.tables.ts';
import { inScope, type ReadCtx } from './enterprise-filter.queries.ts';

/** What forms about an enterprise ask for: where it is, who answers for it and who is called. */
export interface Contact {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly address: string;
  readonly principalName: string;
  /** The safety manager, or the principal where there is none; masked for those who may not see numbers. */
  readonly contactName: string;
  readonly contactPhone: string;
}

/** Of many enterprises at once, those in the actor's scope; also of files that were merged into another. */
export async function listContacts(ctx: ReadCtx, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const rows = await enterpriseTables(ctx.db)
    .selectFrom('enterprises')
    .select([
      'enterprises.id',
      'enterprises.name',
      'enterprises.credit_code as creditCode',
      'enterprises.address',
      'enterprises.principal_name as principalName',
      'enterprises.principal_phone as principalPhone',
      'enterprises.safety_manager_name as safetyManagerName',
      'enterprises.safety_manager_phone as safetyManagerPhone',
    ])
    .where(inScope(ctx))
    .where('enterprises.id', 'in', ids)
    .execute();
  const seen = seesPhone(ctx.actor);
  return rows.map(({ principalPhone, safetyManagerName, safetyManagerPhone, ...row }) => {
    const phone = safetyManagerName ? safetyManagerPhone : principalPhone;
    return {
      ...row,
      contactName: safetyManagerName || row.principalName,
      contactPhone: seen || phone === '' ? phone : maskPhone(phone),
    };
  });
}
