import { TESTS, type Test, type TestResult, type TestSeen, type TestState } from './integrity.contract.ts';
import { type Judged, LIMITS } from './integrity.rules.ts';

export const TEST_NAMES: Record<Test, string> = {
  photoReuse: '照片重复',
  sameAnswers: '填写内容相同',
  allPassed: '全部合格',
  tooFast: '用时过短',
  flatTimes: '签名时间整齐',
  splitTasks: '任务拆分',
  acceptClumps: '集中验收',
  selfAccepted: '登记人与验收人同名',
};

export const TEST_STATE_NAMES: Record<TestState, string> = {
  few: '数量少，不作判断',
  usual: '在通常范围内',
  check: '值得核实',
};

interface Words {
  readonly sees: (seen: TestSeen) => string;
  readonly usual: string;
}
const share = ({ seen, of }: TestSeen) => (of === 0 ? '' : `，占 ${Math.round((seen / of) * 100)}%`);

const WORDS: Record<Test, Words> = {
  photoReuse: {
    sees: (s) => `${s.of} 张照片中，${s.seen} 张与其他日期或其他企业的照片相同或极为相近${share(s)}。`,
    usual: '通常每次现场拍摄，画面不会完全一样。固定机位、补传旧照片也会这样。',
  },
  sameAnswers: {
    sees: (s) => `${s.of} 份有读数或文字的记录中，${s.seen} 份与另一天或另一家企业的逐项相同${share(s)}。`,
    usual: '读数通常会有小的变化，相同的不到六成。长期停机、定值设备的读数也会不变。',
  },
  allPassed: {
    sees: (s) =>
      s.expected === null
        ? `${s.of} 份记录中，${s.seen} 份没有查出问题；同行业记录太少，不能比较。`
        : `${s.of} 份记录中，${s.seen} 份没有查出问题；按同行业的平均情况，约有 ${Math.round(s.expected)} 份会查出问题。`,
    usual: '同行业的企业或多或少会查出问题。刚做过全面整改的企业也可能确实没有。',
  },
  tooFast: {
    sees: (s) => `${s.of} 份记录中，${s.seen} 份从打开到签名的时间短于读完题目所需${share(s)}。`,
    usual: `按每秒读 ${LIMITS.tooFast.charactersASecond} 个字计算，通常不到三成。先在现场查完再一并填写、对清单很熟悉的人也会这样。`,
  },
  flatTimes: {
    sees: (s) => `${s.of} 份定期记录中，${s.seen} 份的签名时刻每天几乎相同（前后相差不到 1 分钟）${share(s)}。`,
    usual: '通常每天会相差几分钟到几十分钟。按铃声、交接班统一签名的也会这样。',
  },
  splitTasks: {
    sees: (s) => `${s.of} 个任务中，${s.seen} 个只有一两个检查项，或与其他任务的清单、地点、周期相同${share(s)}。`,
    usual: '一个任务通常有 8 至 15 个检查项。设备点检、单项巡查的任务可能本来就很短。',
  },
  acceptClumps: {
    sees: (s) => `${s.of} 条验收中，${s.seen} 条在几分钟内连续验收多条，或同一人同时在另一家企业验收${share(s)}。`,
    usual: '现场逐条验收通常需要间隔。一次到现场、回单位后集中录入的也会这样。',
  },
  selfAccepted: {
    sees: (s) => `${s.of} 条验收中，${s.seen} 条的登记人和验收人同名${share(s)}。`,
    usual: '系统不允许同一账号既登记又验收，这里只看是否同名。也可能是两个同名的人。',
  },
};

/** The sentence of a test, from its numbers alone. */
export function sayTest(test: Test, judged: Judged): TestResult {
  const { state, seen, of, expected } = judged;
  const { sees, usual } = WORDS[test];
  const title = TEST_NAMES[test];
  return { test, title, state, seen, of, expected, sentence: sees(judged), usual, opens: [...judged.opens] };
}

export function sayTests(judged: Readonly<Record<Test, Judged>>): TestResult[] {
  return TESTS.map((test) => sayTest(test, judged[test]));
}
