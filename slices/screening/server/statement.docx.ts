import { localDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type Block, type TableRow, writeOfficialDocx } from '@zhiben/platform/server/docx/index.ts';
import { getBody } from '@zhiben/slices/division/server';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import type { Statement } from '../domain/statement.contract.ts';
import { FIGURE_GROUPS, FIGURES, type FigureCode, MANNER_NAMES, sayMonth } from '../domain/statement.rules.ts';

/** The month's statement as a letter to the competent department, in the layout of GB/T 9704—2012. */
export async function statementDocx(ctx: Pick<Ctx, 'db' | 'actor'>, statement: Statement): Promise<Buffer> {
  const { enterpriseId, enterpriseName, month, words, figures, isZero, isDraft, confirmedAt } = statement;
  const enterprise = await findEnterprise(ctx, enterpriseId);
  const bodyId = enterprise?.supervisingBodyId ?? null;
  const department = bodyId === null ? null : await getBody(ctx, bodyId);
  const groups = Object.entries(FIGURE_GROUPS);
  const rows: TableRow[] = groups.flatMap(([group, name]) => [
    { group: name },
    ...figures
      .filter(({ code }) => FIGURES[code as FigureCode].group === group)
      .map(({ label, said, unit }) => [label, said, unit]),
  ]);
  const told = statement.receiptList.filter(({ party }) => party === 'employees');
  const body: Block[] = [
    { kind: 'paragraph', text: `现将我单位${sayMonth(month)}事故隐患排查治理情况报告如下：` },
    { kind: 'heading', level: 1, text: '总体情况' },
    ...words
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): Block => ({ kind: 'paragraph', text: line.trim() })),
    ...(isZero ? [{ kind: 'paragraph', text: '本月为零报告。' } as const] : []),
    { kind: 'heading', level: 1, text: '有关数据' },
    {
      kind: 'table',
      columns: [
        { header: '项目', share: 6 },
        { header: '数量', share: 2, align: 'right' },
        { header: '单位', share: 1, align: 'center' },
      ],
      rows,
    },
    { kind: 'heading', level: 1, text: '向从业人员通报情况' },
    {
      kind: 'paragraph',
      text:
        told.length === 0
          ? '将通过职工大会、职工代表大会或者信息公示栏向从业人员通报。'
          : told
              .map(
                ({ manner, heldOn }) =>
                  `已于${heldOn ? day(heldOn) : ''}通过${manner ? MANNER_NAMES[manner] : ''}通报。`,
              )
              .join(''),
    },
  ];
  return writeOfficialDocx({
    letterhead: { issuer: enterpriseName, form: 'letter' },
    title: `关于${sayMonth(month)}事故隐患排查\n治理情况的报告`,
    ...(isDraft && { subtitle: '未确认' }),
    ...(department && { addressee: department.name }),
    body,
    signature: { issuer: enterpriseName, on: confirmedAt ? localDate(new Date(confirmedAt)) : null },
  });
}

function day(on: string): string {
  const [year, month, date] = on.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
