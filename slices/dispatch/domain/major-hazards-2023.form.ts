import type { Channel } from '@zhiben/slices/hazard/domain';
import type { FormDefinition, HazardCount, Indicator, Source } from './form.types.ts';

/**
 * 溆浦县重大事故隐患专项排查整治2023行动方案, 四(三): 调度表自5月份开始上报，每月22日前上报本月的累计情况. The table
 * itself (调度表附后) was not published: columns follow the plan's clauses (dispatch-forms §3, dispatch-columns.json).
 */

type Extra = Partial<Pick<Indicator, 'cumulative' | 'version'>>;

function indicator(
  code: string,
  name: string,
  unit: string,
  clause: string,
  meaning: string,
  source: Source,
  extra: Extra = {},
): Indicator {
  return { code, version: 1, name, unit, clause, meaning, source, cumulative: true, ...extra };
}

const hazards = (filter: HazardCount): Source => ({ kind: 'hazards', filter });
const major = (filter: HazardCount = {}): Source => hazards({ grade: 'major', ...filter });
const rate = (part: string, whole: string): Source => ({ kind: 'rate', part, whole });

/** A column whose records the system does not hold yet. */
const unknown = (code: string, name: string, unit: string, clause: string, awaits: string): Indicator =>
  indicator(code, name, unit, clause, `系统暂无此项数据，待“${awaits}”功能接入后由记录生成。`, {
    kind: 'none',
    awaits,
  });

/** Where hazards are first found. Together they are all channels, so the parts add up to the whole (§5 rule 3). */
const SELF: Channel[] = ['selfInspection'];
const DEPARTMENT: Channel[] = ['departmentInspection'];
const TIP_OFF: Channel[] = ['tipOff'];
const SUPERVISION: Channel[] = ['higherLevelSupervision'];
const TOWNSHIP: Channel[] = ['lowerLevelReport'];
const OTHER: Channel[] = ['media', 'transfer', 'monitoringAlarm', 'accidentInvestigation', 'import'];

const CLOSED = '“已整改”按验收合格并销号计，企业自报完成而未验收的不计。';

export const majorHazards2023: FormDefinition = {
  code: 'major-hazards-2023',
  version: 1,
  title: '重大事故隐患专项排查整治行动调度表',
  basis: '《溆浦县重大事故隐患专项排查整治2023行动方案》二、四（三）所列任务',
  remark: '列名按方案条款推导，原附表未公开。',
  cycle: { dueDay: 22 },
  sections: [
    {
      code: 'overall',
      title: '总体情况',
      groups: [
        {
          title: '全部事故隐患',
          indicators: [
            indicator(
              'H01',
              '排查发现',
              '项',
              '二（四）1',
              '行动启动以来登记的全部事故隐患，含一般和重大。',
              hazards({}),
            ),
            indicator(
              'H01C',
              '已销号',
              '项',
              '二（四）1',
              '其中截止时点前验收合格并销号的。',
              hazards({ state: 'closed' }),
            ),
            indicator('H01O', '未销号', '项', '二（四）1', '其中截止时点尚未销号的。', hazards({ state: 'open' }), {
              cumulative: false,
            }),
            indicator(
              'H01L',
              '其中逾期',
              '项',
              '二（四）1',
              '未销号且已过整改期限的。',
              hazards({ state: 'overdue' }),
              {
                cumulative: false,
              },
            ),
          ],
        },
        {
          title: '重大事故隐患',
          indicators: [
            indicator('M01', '认定', '项', '二（四）1', '经监管部门认定为重大事故隐患的。', major()),
            indicator(
              'M01C',
              '已销号',
              '项',
              '二（四）1',
              '其中截止时点前验收合格并销号的。',
              major({ state: 'closed' }),
            ),
            indicator('M01R', '销号率', '%', '二（四）1', '已销号 ÷ 认定。', rate('M01C', 'M01'), {
              cumulative: false,
            }),
            indicator(
              'M01L',
              '逾期未销号',
              '项',
              '二（四）1',
              '未销号且已过整改期限的。',
              major({ state: 'overdue' }),
              {
                cumulative: false,
              },
            ),
          ],
        },
        {
          title: '重大事故隐患首发渠道',
          indicators: [
            indicator(
              'M02A',
              '企业自查',
              '项',
              '三（五）',
              '首发渠道为企业自查，一患只记一个渠道。',
              major({ channel: SELF }),
            ),
            indicator('M02B', '部门检查', '项', '三（五）', '首发渠道为部门检查。', major({ channel: DEPARTMENT })),
            indicator('M02C', '举报查实', '项', '三（五）', '首发渠道为举报并经查实。', major({ channel: TIP_OFF })),
            indicator(
              'M02D',
              '督导交办',
              '项',
              '三（五）',
              '首发渠道为上级督导或交办。',
              major({ channel: SUPERVISION }),
            ),
            indicator(
              'M02E',
              '乡镇上报',
              '项',
              '三（五）',
              '首发渠道为乡镇（园区）上报。',
              major({ channel: TOWNSHIP }),
            ),
            indicator(
              'M02F',
              '其他',
              '项',
              '三（五）',
              '首发渠道为媒体曝光、部门移送、监测预警、事故调查、原台账导入。',
              major({ channel: OTHER }),
            ),
          ],
        },
        {
          title: '行动任务',
          indicators: [
            indicator(
              'P01',
              '任务',
              '项',
              '四（一）',
              '方案中交由本单位牵头的任务。',
              { kind: 'tasks', state: 'all' },
              {
                cumulative: false,
              },
            ),
            indicator(
              'P01C',
              '已完成',
              '项',
              '四（一）',
              '其中经核实完成的。',
              { kind: 'tasks', state: 'done' },
              {
                cumulative: false,
              },
            ),
            indicator(
              'P01L',
              '逾期',
              '项',
              '四（一）',
              '其中已过期限尚未完成的。',
              { kind: 'tasks', state: 'overdue' },
              {
                cumulative: false,
              },
            ),
          ],
        },
      ],
    },
    {
      code: 'enterprises',
      title: '企业主体责任',
      groups: [
        {
          title: '主要负责人',
          indicators: [unknown('E01', '带队检查', '家次', '二（一）1', '企业自查')],
        },
        {
          title: '企业自查重大事故隐患',
          indicators: [
            indicator(
              'E02',
              '自查发现',
              '项',
              '二（一）1',
              '企业自查首先发现并经认定的重大事故隐患。',
              major({ channel: SELF }),
            ),
            indicator('E02R', '已整改', '项', '二（一）1', CLOSED, major({ channel: SELF, state: 'closed' })),
            indicator('E02P', '整改率', '%', '二（一）1', '已整改 ÷ 自查发现。', rate('E02R', 'E02'), {
              cumulative: false,
            }),
          ],
        },
        {
          title: '台账与五落实',
          indicators: [
            indicator('E03', '建立台账企业', '家', '二（一）1', '台账中有重大事故隐患记录的企业，每家计一次。', {
              kind: 'enterprises',
              filter: { grade: 'major' },
            }),
            indicator(
              'E03F',
              '五落实齐全',
              '项',
              '二（一）1',
              '责任、措施、资金、期限、预案五项全部落实的重大事故隐患。',
              major({ state: 'committed' }),
            ),
            unknown('E04', '设置公告栏企业', '家', '二（一）1', '企业自查'),
          ],
        },
        {
          title: '管理团队',
          indicators: [
            unknown('E05', '制定分管负责人职责清单企业', '家', '二（一）2', '企业自查'),
            unknown('E06', '聘请专家指导', '家次', '二（一）2', '企业自查'),
          ],
        },
        {
          title: '危险作业',
          indicators: [
            unknown('E07', '开展人员排查企业', '家', '二（一）3', '教育培训'),
            unknown('E07N', '无证人员', '人', '二（一）3', '教育培训'),
          ],
        },
        {
          title: '外包外租',
          indicators: [
            unknown('E08', '开展排查企业', '家', '二（一）4', '外包外租'),
            unknown('E08P', '发现问题', '项', '二（一）4', '外包外租'),
            unknown('E08R', '已整改', '项', '二（一）4', '外包外租'),
          ],
        },
        {
          title: '应急演练',
          indicators: [
            unknown('E09', '开展演练企业', '家', '二（一）5', '应急预案与演练'),
            unknown('E09T', '演练', '次', '二（一）5', '应急预案与演练'),
          ],
        },
      ],
    },
    {
      code: 'departments',
      title: '部门监管责任',
      groups: [
        {
          title: '标准与帮扶',
          indicators: [
            unknown('D01', '制定方案和重点检查事项', '项', '二（二）1', '监督检查'),
            unknown('D02', '专家帮扶企业', '家次', '二（二）2', '监督检查'),
            unknown('D03', '执法人员培训', '人次', '二（二）3', '教育培训'),
          ],
        },
        {
          title: '企业派驻',
          indicators: [
            unknown('D04', '派驻监督员', '人', '二（二）4', '监督检查'),
            unknown('D04V', '驻企检查', '次', '二（二）4', '监督检查'),
          ],
        },
        {
          title: '监督检查',
          indicators: [
            unknown('D05', '检查企业', '家次', '二（二）5', '监督检查'),
            indicator(
              'D05H',
              '发现重大隐患',
              '项',
              '二（二）5',
              '部门检查首先发现并经认定的重大事故隐患。',
              major({ channel: DEPARTMENT }),
            ),
            indicator('D05R', '已整改', '项', '二（二）5', CLOSED, major({ channel: DEPARTMENT, state: 'closed' })),
          ],
        },
        {
          title: '处罚与惩戒',
          indicators: [
            unknown('D06', '行政处罚', '起', '二（二）5', '行政执法'),
            unknown('D06F', '罚款', '万元', '二（二）5', '行政执法'),
            unknown('D06D', '一案双罚', '起', '二（二）5', '行政执法'),
            unknown('D07S', '责令停产整顿', '家', '二（二）5', '行政执法'),
            unknown('D07C', '提请关闭', '家', '二（二）5', '行政执法'),
            unknown('D07B', '行业禁入', '人', '二（二）5', '行政执法'),
            unknown('D07T', '移送司法', '起', '二（二）5', '行政执法'),
          ],
        },
        {
          title: '约谈曝光',
          indicators: [
            unknown('D08A', '约谈', '次', '二（二）5', '督办'),
            unknown('D08B', '通报', '次', '二（二）5', '督办'),
            unknown('D08C', '联合惩戒', '家', '二（二）5', '督办'),
            unknown('D08D', '案例曝光', '起', '二（二）5', '督办'),
          ],
        },
        {
          title: '联合检查与双控',
          indicators: [
            unknown('D09', '联合执法', '次', '二（二）6', '监督检查'),
            unknown('D10', '双重预防自查企业', '家', '二（二）7', '风险管控'),
          ],
        },
      ],
    },
    {
      code: 'townships',
      title: '属地责任与安委办统筹',
      groups: [
        {
          title: '动员部署',
          indicators: [
            unknown('T01A', '动员部署', '次', '二（三）1', '履职纪实'),
            unknown('T01B', '专题听取汇报', '次', '二（三）1', '履职纪实'),
            unknown('T01C', '现场督导', '次', '二（三）1', '履职纪实'),
          ],
        },
        {
          title: '打非与培训',
          indicators: [
            unknown('T02', '打非查处', '起', '二（三）2', '行政执法'),
            unknown('T03', '干部培训', '人次', '二（三）3', '教育培训'),
          ],
        },
        {
          title: '宣传与举报',
          indicators: [
            unknown('T04', '专题宣传', '篇', '二（三）4', '履职纪实'),
            unknown('T05A', '举报受理', '件', '二（三）4', '举报'),
            unknown('T05B', '举报查实', '件', '二（三）4', '举报'),
            unknown('T05C', '奖励金额', '元', '二（三）4', '举报'),
          ],
        },
        { title: '问责', indicators: [unknown('T06', '问责', '人', '二（三）5', '督办')] },
        {
          title: '重大隐患录入与治理',
          indicators: [
            indicator('T07', '录入系统', '项', '二（三）6', '录入系统并经认定的重大事故隐患。', major()),
            indicator(
              'T07F',
              '治理资金',
              '万元',
              '二（三）6',
              '五落实中落实的重大事故隐患治理资金，五落实齐全时计入。',
              {
                kind: 'funds',
                filter: { grade: 'major' },
              },
            ),
          ],
        },
        {
          title: '督办',
          indicators: [
            unknown('S01', '督办交办、警示建议', '份', '二（四）1', '督办'),
            unknown('S02', '挂牌督办', '项', '二（二）7', '督办'),
            unknown('S02R', '已摘牌', '项', '三（五）', '督办'),
          ],
        },
      ],
    },
  ],
  checks: [
    { kind: 'notMore', part: 'H01C', whole: 'H01' },
    { kind: 'notMore', part: 'M01', whole: 'H01' },
    { kind: 'notMore', part: 'M01C', whole: 'M01' },
    { kind: 'notMore', part: 'E02R', whole: 'E02' },
    { kind: 'notMore', part: 'E03F', whole: 'M01' },
    { kind: 'notMore', part: 'E03', whole: 'M01' },
    { kind: 'notMore', part: 'E08R', whole: 'E08P' },
    { kind: 'notMore', part: 'D05R', whole: 'D05H' },
    { kind: 'notMore', part: 'D06D', whole: 'D06' },
    { kind: 'notMore', part: 'D07S', whole: 'D05' },
    { kind: 'notMore', part: 'S02', whole: 'M01' },
    { kind: 'notMore', part: 'S02R', whole: 'S02' },
    { kind: 'notMore', part: 'P01C', whole: 'P01' },
    { kind: 'sum', total: 'M01', parts: ['M02A', 'M02B', 'M02C', 'M02D', 'M02E', 'M02F'] },
  ],
};
