import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import type { InheritanceState } from './lineage.contract.ts';
import type { ContradictionKind, PlanLevel } from './lineage.rules.ts';

export const PLAN_LEVEL_NAMES: Record<PlanLevel, string> = {
  national: '国家',
  province: '省级',
  city: '市级',
  county: '县级',
  township: '乡镇、部门',
};

export const INHERITANCE_STATE_NAMES: Record<InheritanceState, string> = {
  confirmed: '已承接',
  proposed: '待确认',
  gap: '缺口',
  waived: '不需承接',
  notOwed: '无关本单位',
};

export const CONTRADICTION_NAMES: Record<ContradictionKind, string> = {
  laterDate: '期限推迟',
  missingDate: '缺少期限',
  weakerRate: '频次降低',
  missingRate: '缺少频次',
  smallerCount: '数量减少',
  missingCount: '缺少数量',
  narrowerTarget: '范围缩小',
};

export const lineageError = defineErrors('lineage', {
  'not-above': {
    status: 422,
    when: 'the plan that is to stand above has no level, or none above',
    say: (d: { title: string }) =>
      `《${d.title}》的层级没有设定，或者不高于本方案，不能作为上级方案。请先设定它的层级。`,
  },
  'not-below': {
    status: 422,
    when: 'a plan that carries this one out would no longer be of a lower level',
    say: (d: { title: string }) => `《${d.title}》已经以本方案为上级方案，本方案的层级须高于它。`,
  },
  'word-taken': {
    status: 409,
    when: 'the county has a meaning for this word already',
    say: (d: { phrase: string }) => `“${d.phrase}”已经设定过，请直接修改已有的称谓。`,
  },
  'same-edition': {
    status: 409,
    when: 'the document is an edition of the campaign already',
    say: (d: { title: string }) => `《${d.title}》已经是这个专项行动的一个版本，请选择修订后的文件。`,
  },
  'no-parent': {
    status: 409,
    when: 'clauses are decided on before a higher plan was named',
    say: (_: Record<string, never>) => '本方案还没有设定上级方案，请先设定，再逐条确认承接。',
  },
});
