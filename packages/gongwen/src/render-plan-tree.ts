import type { Plan, PlanObligation, PlanSection } from './plan.types.ts';

const PERIOD_WORDS = { day: '日', week: '周', month: '月', quarter: '季度', 'half-year': '半年', year: '年' } as const;

type Style = 'bold' | 'dim' | 'date' | 'actor' | 'unsure';
const CODES: Record<Style, number> = { bold: 1, dim: 2, date: 33, actor: 36, unsure: 35 };

/** The plan as a tree for a terminal: units with their headings, under each its duties with date, rate and actor. */
export function renderPlanTree(plan: Plan, options: { colour?: boolean } = {}): string {
  const paint = (style: Style, words: string): string =>
    options.colour ? `\u001b[${CODES[style]}m${words}\u001b[0m` : words;
  const lines: string[] = [paint('bold', plan.title ?? '（无标题）')];
  const facts = [plan.docNumber, plan.issuer, plan.date].filter((fact) => fact !== null);
  if (facts.length > 0) lines.push(paint('dim', facts.join('  ')));
  if (plan.period.from || plan.period.to)
    lines.push(`期限 ${paint('date', `${plan.period.from ?? '…'} 至 ${plan.period.to ?? '…'}`)}`);
  for (const phase of plan.phases)
    lines.push(`阶段 ${phase.name} ${paint('date', `${phase.from ?? '…'} 至 ${phase.to ?? '…'}`)}`);
  const bySection = groupBySection(plan.obligations);
  for (const duty of bySection.get(null) ?? []) lines.push(renderDuty(duty, '', paint));
  for (const section of plan.sections) {
    const indent = '  '.repeat(section.parentPath.length);
    lines.push(`${indent}${renderHead(section, paint)}`);
    for (const duty of bySection.get(section.id) ?? []) lines.push(renderDuty(duty, indent, paint));
  }
  return lines.join('\n');
}

function groupBySection(obligations: PlanObligation[]): Map<string | null, PlanObligation[]> {
  const groups = new Map<string | null, PlanObligation[]>();
  for (const item of obligations) {
    const group = groups.get(item.sectionId);
    if (group) group.push(item);
    else groups.set(item.sectionId, [item]);
  }
  return groups;
}

function renderHead(section: PlanSection, paint: (style: Style, words: string) => string): string {
  const marker = section.path.at(-1) ?? '';
  const sign = /^\d/.test(marker) ? `${marker}.` : marker.startsWith('（') ? marker : `${marker}、`;
  const words = section.title ?? `${section.startsWith}…`;
  return `${sign}${section.kind === 'section' ? paint('bold', words) : words}`;
}

function renderDuty(duty: PlanObligation, indent: string, paint: (style: Style, words: string) => string): string {
  const facts = [renderTime(duty), duty.target].filter((fact) => fact !== undefined && fact !== '');
  const when = facts.length > 0 ? `${paint('date', facts.join(' '))} ` : '';
  const who = duty.actor ? `${paint('actor', duty.actor)}：` : '';
  const mark = duty.confidence < 0.7 ? paint('unsure', ' ?') : '';
  return `${indent}  • ${when}${who}${duty.quote}${mark}`;
}

function renderTime(duty: PlanObligation): string {
  if (duty.frequency) {
    const { per, atLeast, every, dueDay } = duty.frequency;
    return `每${every ?? ''}${PERIOD_WORDS[per]}${atLeast}次${dueDay ? `（${dueDay}前）` : ''}`;
  }
  if (duty.deadline) return `${duty.deadline}${duty.basis ? '（期内）' : '前'}`;
  if (duty.kind === 'one-off-count') return `${duty.count ?? 1}次`;
  if (duty.kind === 'prohibition-trigger') return '一律/禁止';
  return '';
}
