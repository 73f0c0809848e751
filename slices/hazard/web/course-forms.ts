import { addDays, localDate } from '@zhiben/platform/domain/clock.ts';
import type { RouteContract } from '@zhiben/platform/domain/contract.ts';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import type { RecordCommand } from '../domain/hazard.policy.ts';
import {
  IMPOSED_MEASURES,
  LASTING_MEASURES,
  MEASURE_NAMES,
  OWN_MEASURES,
  REPORT_TARGET_NAMES,
  REPORT_TARGETS,
} from '../domain/hazard.terms.ts';
import * as steps from '../domain/hazard-commands.contract.ts';

/** One field of a form that needs nothing of its own. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'lines' | 'date' | 'instant' | 'select' | 'files' | 'names' | 'yes';
  readonly hint?: string;
  readonly options?: readonly { readonly value: string | number | boolean; readonly label: string }[];
  readonly min?: string;
  readonly max?: string;
  /** Not marked 选填, though the schema of all measures lets it be empty. */
  readonly isNeeded?: boolean;
  /** Asked for only where another field says this. */
  readonly when?: { readonly field: string; readonly is: string };
}

type Values = Readonly<Record<string, unknown>>;
const isAsked = ({ when }: FormField, values: Values) => when === undefined || values[when.field] === when.is;

/** The fields to show beside what was filled in so far. */
export const askedFields = (fields: readonly FormField[], values: Values) =>
  fields.filter((field) => isAsked(field, values));

/** What is sent: nothing that was filled in for a field that is not asked for any more. */
export function askedValues<V extends Values>(fields: readonly FormField[], values: V): V {
  const hidden = new Set(fields.filter((field) => !isAsked(field, values)).map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.has(name))) as V;
}

/** A form of a command that stands beside the record: what it says, sends and asks. */
export interface CourseForm {
  readonly contract: RouteContract;
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly done: string;
  readonly irreversible?: boolean;
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly fields: readonly FormField[];
}

const named = <K extends string>(keys: readonly K[], names: Record<K, string>) =>
  keys.map((value) => ({ value, label: names[value] }));
const line = (name: string, label: string, hint?: string): FormField => ({
  name,
  label,
  kind: 'line',
  ...(hint ? { hint } : {}),
});
const lines = (name: string, label: string, hint?: string): FormField => ({
  name,
  label,
  kind: 'lines',
  ...(hint ? { hint } : {}),
});
const day = (name: string, label: string, range: { min?: string; max?: string } = {}): FormField => ({
  name,
  label,
  kind: 'date',
  ...range,
});
const files = (label = '照片和材料'): FormField => ({ name: 'files', label, kind: 'files' });
const paper = line('document', '文书编号', '例如：某应急〔2024〕12号。');

/** What 《安全生产法》第七十条 asks of cutting off power and explosives, and of nothing else. */
const POWER_CUT: readonly FormField[] = [
  line(
    'approvedBy',
    '批准人',
    '部门主要负责人。停电停供须先责令停产停业而企业拒不执行，经部门主要负责人批准（《安全生产法》第七十条）。',
  ),
  { name: 'noticeAt', label: '书面通知时间', kind: 'instant' },
  { name: 'effectiveAt', label: '执行时间', kind: 'instant', hint: '应在书面通知二十四小时之后，紧急情形除外。' },
  { name: 'urgent', label: '有危及生产安全的紧急情形，未提前二十四小时通知', kind: 'yes' },
];

/** The forms of the commands that have no drawer of their own. `bodies` are the departments that can take over. */
export function courseForm(
  command: RecordCommand,
  hazard: HazardRecord,
  bodies: readonly { readonly id: string; readonly name: string }[],
): CourseForm | null {
  const today = localDate(new Date());
  const due = hazard.rectificationDueOn;
  const later = addDays(due ?? today, 1);
  switch (command) {
    case 'close':
      return {
        contract: steps.closeHazard,
        title: '审批销号',
        lead: '审核验收意见和整改资料。销号后不能恢复，审批人对销号负责。',
        submit: '审批销号',
        done: '已销号',
        irreversible: true,
        fields: [lines('opinion', '审批意见', '写明审核了哪些资料、是否同意销号。'), files('审批材料')],
      };
    case 'refuseClosure':
      return {
        contract: steps.refuseHazardClosure,
        title: '销号审批退回',
        lead: '退回后由部门重新到现场核验。',
        submit: '退回重新核验',
        done: '已退回重新核验',
        fields: [lines('reason', '原因')],
      };
    case 'fileReport':
      return {
        contract: steps.fileHazardReport,
        title: '双报告',
        lead: '重大事故隐患排查治理情况应当及时向负有安全监管职责的部门和职工大会（职代会）报告（《安全生产法》第四十一条）。',
        submit: '登记报告',
        done: '已登记报告',
        initial: { reportedOn: today },
        fields: [
          { name: 'target', label: '报告对象', kind: 'select', options: named(REPORT_TARGETS, REPORT_TARGET_NAMES) },
          day('reportedOn', '报告日期', { max: today }),
          line('how', '方式', '例如：三季度职工代表大会、书面报告。'),
          lines('content', '报告内容'),
          files('会议记录、报告'),
        ],
      };
    case 'assign':
      return {
        contract: steps.assignHazard,
        title: '交办其他部门承办',
        lead: '交办后由接办部门负责督促整改和验收，原办理过程保留。',
        submit: '交办',
        done: '已交办',
        fields: [
          {
            name: 'bodyId',
            label: '承办部门',
            kind: 'select',
            options: bodies.map(({ id, name }) => ({ value: id, label: name })),
          },
          lines('reason', '交办原因和要求'),
        ],
      };
    case 'takeInterim':
      return {
        contract: steps.takeInterimMeasure,
        title: '临时管控和部分整改',
        lead: '隐患完全消除前怎样防止出事，或者已经完成了哪一部分整改。',
        submit: '登记',
        done: '已登记',
        initial: { measure: 'interim' },
        fields: [
          { name: 'measure', label: '类别', kind: 'select', options: named(OWN_MEASURES, MEASURE_NAMES) },
          lines('text', '内容'),
          files(),
        ],
      };
    case 'impose':
      return {
        contract: steps.imposeMeasure,
        title: '现场处理和行政强制',
        lead: '登记已经作出的决定。',
        submit: '登记决定',
        done: '已登记，企业将收到通知',
        fields: [
          { name: 'measure', label: '决定', kind: 'select', options: named(IMPOSED_MEASURES, MEASURE_NAMES) },
          lines('text', '内容', '针对哪些场所、设备和人员。'),
          paper,
          { ...day('untilOn', '停产停业期限至', { min: today }), when: { field: 'measure', is: 'suspension' } },
          ...POWER_CUT.map((field) => ({ ...field, isNeeded: true, when: { field: 'measure', is: 'powerCut' } })),
          files('文书'),
        ],
      };
    case 'lift': {
      const open = hazard.course.measures.filter(
        ({ measure, liftedOn }) => LASTING_MEASURES.has(measure) && liftedOn === null,
      );
      const options = open.map(({ no, measure, document }) => ({
        value: no,
        label: `${MEASURE_NAMES[measure]}（${document}）`,
      }));
      return {
        contract: steps.liftMeasure,
        title: '解除措施、同意恢复',
        lead: '重大事故隐患排除并经审查同意，方可恢复生产经营和使用（《安全生产法》第六十五条）。决定有误的，写明“撤销”及理由。',
        submit: '解除',
        done: '已解除，企业将收到通知',
        initial: open.length === 1 ? { no: open[0]?.no } : {},
        fields: [{ name: 'no', label: '措施', kind: 'select', options }, lines('note', '审查意见'), files('文书')],
      };
    }
    case 'applyExtension':
      return {
        contract: steps.applyForExtension,
        title: '申请延期',
        lead: `现整改期限 ${due}。期限届满前申请，经批准后延长；原期限保留在案。`,
        submit: '申请延期',
        done: '已申请延期',
        fields: [
          day('dueOn', '申请延至', { min: later }),
          lines('reason', '原因'),
          lines('interim', '延期期间的安全措施'),
          files('证明材料'),
        ],
      };
    case 'approveExtension': {
      const asked = hazard.course.extension;
      return {
        contract: steps.approveHazardExtension,
        title: '批准延期',
        lead: `现整改期限 ${due}，企业申请延至 ${asked?.dueOn}：${asked?.reason}`,
        submit: '批准延期',
        done: '已批准延期，企业将收到通知',
        initial: { dueOn: asked?.dueOn },
        fields: [
          day('dueOn', '延至', { min: later, ...(asked ? { max: asked.dueOn } : {}) }),
          lines('reason', '核实情况和理由'),
          paper,
        ],
      };
    }
    case 'refuseExtension':
      return {
        contract: steps.refuseHazardExtension,
        title: '不同意延期',
        lead: `企业申请延至 ${hazard.course.extension?.dueOn}。不同意的，整改期限 ${due} 不变。`,
        submit: '不同意延期',
        done: '已答复，企业将收到通知',
        fields: [lines('reason', '理由')],
      };
    case 'pauseClock':
      return {
        contract: steps.pauseHazardClock,
        title: '中止计算期限',
        lead: '因诉讼、不可抗力等企业自身以外的原因无法整改的，中止计算；恢复后按中止的天数顺延。',
        submit: '中止计算',
        done: '整改期限已中止计算',
        fields: [lines('reason', '原因'), line('source', '依据', '文件、文书名称和编号。'), files('依据材料')],
      };
    case 'resumeClock':
      return {
        contract: steps.resumeHazardClock,
        title: '恢复计算期限',
        lead: `自 ${hazard.course.pausedOn} 起中止。恢复后整改期限按中止的天数顺延。`,
        submit: '恢复计算',
        done: '整改期限已恢复计算',
        fields: [lines('note', '说明')],
      };
    case 'refer':
      return {
        contract: steps.referHazard,
        title: '移送其他机关',
        lead: '受移送机关签收前，本单位仍负责跟踪，期限照常计算。',
        submit: '移送',
        done: '已移送，等待签收',
        fields: [line('authority', '受移送机关'), lines('reason', '移送理由'), paper, files('移送材料')],
      };
    case 'receiveReferral':
      return {
        contract: steps.receiveHazardReferral,
        title: '登记移送签收',
        lead: `已移送${hazard.course.referral?.authority}。登记回执后本记录转为“已移送”，不再计入本单位的隐患。`,
        submit: '登记签收',
        done: '已登记签收',
        irreversible: true,
        initial: { receivedOn: today },
        fields: [
          day('receivedOn', '签收日期', { max: today }),
          line('receiver', '签收人'),
          line('document', '回执编号'),
          files('回执'),
        ],
      };
    case 'withdrawReferral':
      return {
        contract: steps.withdrawHazardReferral,
        title: '撤回移送',
        lead: '受移送机关不予接收的，撤回后继续办理。',
        submit: '撤回移送',
        done: '已撤回移送',
        fields: [lines('reason', '原因')],
      };
    case 'requestShutdown':
      return {
        contract: steps.requestHazardShutdown,
        title: '提请关闭',
        lead: '提请前请先查看“卷宗”，其中列出了久拖不改、屡罚不改的事实和依据（《安全生产法》第一百一十三条）。',
        submit: '提请关闭',
        done: '已登记提请，等待政府决定',
        fields: [line('government', '提请的人民政府'), lines('grounds', '事实和理由'), paper, files('提请材料')],
      };
    case 'decideShutdown':
      return {
        contract: steps.decideHazardShutdown,
        title: '登记关闭决定',
        lead: `已提请${hazard.course.shutdown?.government}。收到决定后登记。`,
        submit: '登记决定',
        done: '已登记决定',
        irreversible: true,
        initial: { decidedOn: today },
        fields: [
          {
            name: 'ordered',
            label: '决定',
            kind: 'select',
            options: [
              { value: true, label: '予以关闭' },
              { value: false, label: '不予关闭，继续整改' },
            ],
          },
          day('decidedOn', '决定日期', { max: today }),
          paper,
          lines('note', '说明'),
          files('决定文书'),
        ],
      };
    case 'lookBack':
      return {
        contract: steps.lookBackAtHazard,
        title: '回头看',
        lead: '到现场核查是否反弹。不合格的按新的隐患登记并与本记录关联，本记录不改写。',
        submit: '提交回头看结果',
        done: '已提交回头看结果',
        irreversible: true,
        initial: { place: hazard.place, visitedAt: new Date().toISOString() },
        fields: [
          {
            name: 'passed',
            label: '结果',
            kind: 'select',
            options: [
              { value: true, label: '合格，没有反弹' },
              { value: false, label: '不合格，隐患再次出现' },
            ],
          },
          line('place', '核查地点'),
          { name: 'visitedAt', label: '核查时间', kind: 'instant' },
          { name: 'participants', label: '同行人员', kind: 'names', hint: '重大事故隐患至少还有一名执法人员。' },
          lines('finding', '核查情况'),
          files('现场照片'),
        ],
      };
    default:
      return null;
  }
}
