import { addDays, daysBetween, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { LISTING_LEVEL_NAMES, type ListingLevel, type PaperKind } from './supervision.terms.ts';

/** What is known of the thing a paper is about. */
export interface DraftFacts {
  readonly today: LocalDate;
  readonly issuer: string;
  readonly basis: string;
  readonly replyDueOn: LocalDate | null;
  readonly progressMonths: number | null;
  readonly level: ListingLevel | null;
  readonly hazard: HazardFacts | null;
  readonly task: {
    readonly name: string;
    readonly campaign: string;
    readonly dueOn: LocalDate;
    readonly leader: string;
  } | null;
  /** Enterprise or body, where the paper is about neither a hazard nor a task. */
  readonly party: string | null;
}

interface HazardFacts {
  readonly number: string;
  readonly enterprise: string;
  readonly place: string;
  readonly description: string;
  readonly isMajor: boolean;
  /** By which standard it was judged; empty until then. */
  readonly judgedBy: string;
  readonly rectificationDueOn: LocalDate | null;
  /** What lapsed, and when. */
  readonly dueName: string | null;
  readonly dueOn: LocalDate | null;
  readonly returnedCount: number;
  readonly handlingBody: string | null;
}

/** A first wording, for a person to correct: facts of the record in the order of the official paper. */
export function draftWords(kind: PaperKind, facts: DraftFacts): { title: string; body: string } {
  const about = aboutOf(facts);
  const paragraphs = PARAGRAPHS[kind](facts).filter((p) => p !== '');
  return { title: TITLES[kind](about), body: paragraphs.join('\n') };
}

function aboutOf({ hazard, task, party }: DraftFacts): string {
  if (hazard) return `${hazard.enterprise}${hazard.isMajor ? '重大事故隐患' : '事故隐患'}`;
  if (task) return `“${clip(task.name, 24)}”任务`;
  return party ?? '有关事项';
}

const TITLES: Record<PaperKind, (about: string) => string> = {
  promptLetter: (about) => `关于抓紧办理${about}的提示函`,
  assignment: (about) => `关于${about}治理任务的交办单`,
  supervisionOrder: (about) => `关于${about}的督办通知书`,
  circular: (about) => `关于${about}治理进展情况的通报`,
  summonsTalk: (about) => `关于就${about}进行约谈的通知`,
  listedSupervision: (about) => `关于对${about}挂牌督办的通知`,
  exposure: (about) => `关于公开曝光${about}的通知`,
  accountabilityProposal: (about) => `关于${about}有关责任的问责建议`,
};

const PARAGRAPHS: Record<PaperKind, (facts: DraftFacts) => string[]> = {
  promptLetter: (f) => [
    situation(f),
    `${onBasis(f)}现予提示，请抓紧做好以下工作：`,
    '一、对照要求逐项查找未按期办理的原因，明确责任人，立即组织办理。',
    '二、办理完成前落实防范措施，防止发生事故。',
    replyBy(f),
  ],
  assignment: (f) => [
    situation(f),
    `${onBasis(f)}现将该项治理任务交办，有关要求如下：`,
    `一、治理责任单位：${f.hazard?.enterprise ?? f.task?.leader ?? f.party ?? ''}。`,
    `二、协调督办单位：${f.hazard?.handlingBody ?? f.issuer}。`,
    `三、完成时限：${f.hazard?.rectificationDueOn ? day(f.hazard.rectificationDueOn) : '按整改期限执行'}。`,
    '四、治理任务不落实不放过，隐患不消除不销号；完成后按程序申请验收。',
    replyBy(f),
  ],
  supervisionOrder: (f) => [
    situation(f),
    `${onBasis(f)}现予督办，请按以下要求办理：`,
    '一、主要负责人牵头，立即组织整改，落实责任、措施、资金、期限和预案。',
    '二、整改期间落实安全防范措施；不能保证安全的，撤出作业人员，暂停相关作业或者停止使用有关设施设备。',
    '三、整改完成后及时申请验收，由负有安全监管职责的部门到现场核验。',
    replyBy(f),
  ],
  circular: (f) => [
    situation(f),
    `${onBasis(f)}现予通报。`,
    '一、有关单位要认真对照检查，分析原因，限期完成治理。',
    '二、各乡镇、各部门要举一反三，对本辖区、本行业领域未按期治理的重大事故隐患逐项督促落实。',
  ],
  summonsTalk: (f) => [
    situation(f),
    `${onBasis(f)}决定进行约谈，现将有关事项通知如下：`,
    `一、约谈时间：${day(addDays(f.today, 3))}上午9时。`,
    `二、约谈地点：${f.issuer}会议室。`,
    '三、参加人员：主要负责人、分管负责人、安全管理负责人。',
    '四、请准备书面材料，说明未按期完成的原因、下一步措施和完成时限。',
    replyBy(f),
  ],
  listedSupervision: (f) => [
    situation(f),
    `${onBasis(f)}决定对该隐患实行${f.level ? LISTING_LEVEL_NAMES[f.level] : '县级'}挂牌督办，有关要求如下：`,
    `一、治理责任单位：${f.hazard?.enterprise ?? ''}。${f.hazard?.handlingBody ? `督办责任单位：${f.hazard.handlingBody}。` : ''}`,
    `二、治理完成期限：${f.hazard?.rectificationDueOn && f.hazard.rectificationDueOn >= f.today ? day(f.hazard.rectificationDueOn) : '由督办单位审查治理方案后确定'}。`,
    `三、治理方案应当包括目标和任务、方法和措施、经费和物资、机构和人员、时限和要求、安全措施和应急预案，${f.replyDueOn ? `于${day(f.replyDueOn)}前报送。` : '及时报送。'}`,
    `四、自收到本通知书之日起，至少每${f.progressMonths && f.progressMonths > 1 ? `${f.progressMonths}个月` : '月'}报告一次治理进展情况。`,
    '五、治理期间落实防范措施；无法保证安全的，撤出人员，停产停业或者停止使用。',
    '六、确需延期的，应当在期限届满前提出申请，说明理由和防控措施，经批准后执行。',
    '七、治理完成后提出验收申请，经现场验收合格后予以摘牌，并在原公布范围公告。',
  ],
  exposure: (f) => [
    situation(f),
    `${onBasis(f)}决定予以公开曝光。曝光内容不含个人信息，治理完成并验收销号后公布治理结果。`,
    '有关单位要正视问题，立即整改；各生产经营单位要引以为戒，认真开展自查自改。',
  ],
  accountabilityProposal: (f) => [
    situation(f),
    `${onBasis(f)}建议按照干部管理权限和有关规定，对未履行职责的单位和人员调查核实，依规依纪依法处理。`,
    '有关检查、交办、督办记录随函附送，记录按时间顺序列明各环节责任单位和责任人。',
    replyBy(f),
  ],
};

function situation({ hazard, task, party, today }: DraftFacts): string {
  if (task) {
    const days = daysBetween(task.dueOn, today);
    const late = days > 0 ? `，截至${day(today)}已逾期${days}天` : '';
    return `${task.campaign}中由${task.leader}牵头的“${clip(task.name, 60)}”，应于${day(task.dueOn)}前完成${late}。`;
  }
  if (!hazard) return `${party ?? '有关单位'}在落实安全生产工作要求方面存在下列问题：`;
  const { number, enterprise, place, description, isMajor, judgedBy, dueName, dueOn, returnedCount } = hazard;
  const days = dueOn ? daysBetween(dueOn, today) : 0;
  const grade = isMajor ? '重大事故隐患' : '事故隐患';
  const judged = judgedBy ? `，依据${judgedBy}认定为${grade}` : '';
  const late = dueOn && dueName && days > 0 ? `${dueName}为${day(dueOn)}，截至${day(today)}已逾期${days}天。` : '';
  const returned = returnedCount > 0 ? `验收不合格退回${returnedCount}次。` : '';
  return `${enterprise}${place}存在${grade}（编号${number}）：${stop(description)}${judged}。${late}${returned}`;
}

const onBasis = ({ basis }: DraftFacts) => (basis ? `依据${basis}，` : '');
const replyBy = ({ replyDueOn }: DraftFacts) =>
  replyDueOn ? `请于${day(replyDueOn)}前书面反馈办理情况，并附证明材料。` : '';

/** Arabic figures, no leading zeros (GB/T 9704—2012). */
export function day(on: LocalDate): string {
  const [year, month, date] = on.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

const stop = (text: string) => text.trim().replace(/[。；;.]+$/, '');
const clip = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Characters of a title's line: 156 mm of 22 point (GB/T 9704—2012 7.3.1). */
const TITLE_LINE = 20;
const WORDS_OF_TITLES = /重大事故隐患|挂牌督办|治理任务|治理进展|有关责任|进行约谈/g;

/** A title in lines that break where the meaning does (回行时词意完整), as even as may be; one that fits is one line. */
export function titleInLines(title: string): string {
  if (title.length <= TITLE_LINE || title.includes('\n')) return title;
  const breaks = [...title.matchAll(WORDS_OF_TITLES)].map(({ index }) => index).filter((at) => at > 0);
  const longest = (at: number) => Math.max(at, title.length - at);
  const [best] = breaks.sort((a, b) => longest(a) - longest(b));
  const lines = best === undefined ? [title] : [title.slice(0, best), title.slice(best)];
  return lines.flatMap(shortened).join('\n');
}

/** Where a long name may be broken: behind what the document does, and behind a place. */
const ENDS_IN_TITLES = /^关于(?:抓紧办理|公开曝光|对|就)|[省市县区镇乡]|街道|园区/g;

/** A line that is too long by its name, in two that fit; one that cannot be parted so is left to wrap. */
function shortened(line: string): string[] {
  if (line.length <= TITLE_LINE) return [line];
  const longest = (at: number) => Math.max(at, line.length - at);
  const [best] = [...line.matchAll(ENDS_IN_TITLES)]
    .map(({ index, 0: { length } }) => index + length)
    .filter((at) => at < line.length && longest(at) <= TITLE_LINE)
    .sort((a, b) => longest(a) - longest(b));
  return best === undefined ? [line] : [line.slice(0, best), line.slice(best)];
}
