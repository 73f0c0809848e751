import type { ResponseOf } from '@zhiben/platform/domain/contract.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type Block, type OfficialDocument, writeOfficialDocx } from '@zhiben/platform/server/docx/index.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { hazardError } from '../domain/hazard.errors.ts';
import type { DossierRequest, getHazardDossier } from '../domain/hazard-dossier.contract.ts';
import { REQUEST_NAMES } from '../domain/hazard-dossier.rules.ts';
import { sayInstant } from '../domain/say-instant.ts';
import { assembleDossier } from './hazard-dossier.ts';

type Dossier = ResponseOf<typeof getHazardDossier>;

/**
 * The dossier as a request to the county's government, to be read over, completed and signed by hand: it states what
 * the records hold and on which clause that rests.
 * @throws app/not-found, hazard/no-pattern where nothing in the records suggests it
 */
export async function writeDossier(ctx: Ctx, id: string, as: DossierRequest): Promise<Buffer> {
  const [dossier, divisions, bodies] = await Promise.all([
    assembleDossier(ctx, id),
    listDivisions(ctx),
    listBodies(ctx),
  ]);
  const county = divisions.find(({ code }) => code === ctx.actor.county.padEnd(12, '0'))?.name ?? '';
  const own = bodies.find((body) => body.id === ctx.actor.bodyId);
  // A leader's own body is the government that is asked: then the office asks.
  const asker = own?.kind === 'department' ? own : bodies.find(({ kind }) => kind === 'committeeOffice');
  const issuer = asker?.name ?? county;
  return writeOfficialDocx({ ...dossierRequest(dossier, as, county), signature: { issuer, on: null } });
}

/** The words of the request. @throws hazard/no-pattern */
export function dossierRequest(
  { number, enterpriseName, description, patterns, penalties, hazards, facts, chain }: Dossier,
  as: DossierRequest,
  county: string,
): OfficialDocument {
  const grounds = patterns.filter((pattern) => pattern.as === as);
  if (grounds.length === 0) throw hazardError('no-pattern', { what: REQUEST_NAMES[as] });
  const text = (words: string): Block => ({ kind: 'paragraph', text: words });
  const head = (words: string): Block => ({ kind: 'heading', level: 1, text: words });
  const proof = chain ? `以上办理过程在系统审计链第 ${chain.from} 至第 ${chain.to} 条，可以核验。` : '';
  const wish =
    as === 'shutdown'
      ? `建议提请${county}人民政府依照上述规定，对${enterpriseName}作出关闭决定。`
      : `建议${county}人民政府依照上述规定，对${enterpriseName}重大事故隐患长期未消除的情况参照事故调查处理。`;
  return {
    title:
      as === 'shutdown'
        ? `关于提请关闭${enterpriseName}的请示`
        : `关于${enterpriseName}\n重大事故隐患参照事故调查处理的请示`,
    subtitle: '送审稿',
    addressee: `${county}人民政府`,
    body: [
      text(`${enterpriseName}存在重大事故隐患（编号 ${number}）：${description.replace(/[。；]+$/, '')}。`),
      head('事实和依据'),
      ...grounds.map(({ finding, ground }) => text(`${finding}。依据：${ground}。`)),
      ...(penalties.length > 0
        ? [
            head('行政处罚情况'),
            ...penalties.map((one) => text(`${one.on}，${one.document}：${one.text}（隐患 ${one.number}）。`)),
          ]
        : []),
      head('请示事项'),
      text(`${wish}妥否，请批示。`),
    ],
    attachments: [
      {
        title: '涉及的隐患和办理过程',
        body: [
          {
            kind: 'table',
            caption: '涉及的隐患',
            columns: [
              { header: '编号', share: 36 },
              { header: '隐患', share: 46 },
              { header: '登记日期', share: 18 },
            ],
            rows: hazards.map((one) => [one.number, one.description, sayInstant(one.registeredAt).slice(0, 10)]),
            size: 10.5,
          },
          {
            kind: 'table',
            caption: '办理过程',
            columns: [
              { header: '时间', share: 24 },
              { header: '办理人', share: 32 },
              { header: '办理', share: 44 },
            ],
            rows: facts.map(({ at, who, what }) => [sayInstant(at), who, what]),
            size: 10.5,
          },
          ...(proof ? [text(proof)] : []),
        ],
      },
    ],
  };
}
