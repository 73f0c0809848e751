import type { SectionKind } from '../plan.types.ts';
import type { Unit } from './outline.ts';

const INTRODUCTORY =
  /指导思想|总体要求|总体思路|总体目标|工作目标|主要目标|行动目标|整治目标|目标要求|基本原则|工作原则|基本思路|活动主题|活动时间|主题和时间|主题、时间|编制依据|工作背景|重要意义|适用范围|整治范围|检查范围|排查范围|实施范围|行动时间|起止时间|总体部署/;
const INTRODUCTORY_WHOLE =
  /^(?:工作|检查|行动|整治|活动|实施|排查|督查|宣传|组织|起止)?(?:目标任务|目标|主题|时间|范围|对象|背景|原则|思想)(?:(?:和|及|、)(?:主题|时间|范围|对象|原则|方式))*$/;
const SAFEGUARD =
  /保障|组织领导|组织分工|任务分工|职责分工|责任分工|工作分工|组织机构|组织实施|组织推动|组织体系|领导机构|领导小组|工作制度|工作机制|报送|纪律要求|(?:工作|有关|相关|几点|具体|落实|其他|活动|组织|整改|纪律|下一步)要求|要求$|有关事项|其他事项|督导检查|督促检查|督导督查|检查考核|(?:监督|考核|督导|督查|考评)(?:考核|问责|评价|奖惩)|责任追究|附则/;
const WORKING = /任务|措施|内容|重点|步骤|安排|进度|阶段|行动$|工程$/;

const TASKS = /任务|措施|内容|重点|安排|行动/;

/** A heading of tasks that is not one of aims. */
export const announcesTasks = (title: string): boolean => TASKS.test(title) && !/目标/.test(title);

export type SectionClass = 'introductory' | 'working' | 'safeguard';

/**
 * What kind of section a level-one heading announces.
 *
 * @param tasksElsewhere another level-one heading announces tasks: then 目标任务 is aims
 */
export function classifySection(title: string, tasksElsewhere: boolean): SectionClass {
  const name = title.replace(/（[^（）]*）/g, '');
  if (/总体要求|指导思想/.test(name)) return 'introductory';
  if (INTRODUCTORY_WHOLE.test(name) || (/目标/.test(name) && TASKS.test(name) && !/重点|主要任务/.test(name))) {
    return tasksElsewhere || !TASKS.test(name) ? 'introductory' : 'working';
  }
  const holdsTasks =
    /(?:任务|措施|内容)(?:及|和|与|、)/.test(name) || /^(?:主要|重点|工作)?(?:任务|措施)(?:和|及|与)?要求$/.test(name);
  if (SAFEGUARD.test(name) && !holdsTasks) return 'safeguard';
  return INTRODUCTORY.test(name) && !WORKING.test(name) ? 'introductory' : 'working';
}

/** The kind of each unit, from its place and the class of the section it stands in. */
export function kindOf(unit: Unit, sectionClass: SectionClass): SectionKind {
  const leaf = unit.children.length === 0;
  if (sectionClass === 'introductory') return 'section';
  if (!unit.parent) {
    if (!leaf) return 'section';
    return sectionClass === 'safeguard' ? 'safeguard' : 'task';
  }
  if (!leaf) return 'action';
  return sectionClass === 'safeguard' ? 'safeguard' : 'task';
}
