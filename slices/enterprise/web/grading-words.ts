import type { Grading } from '../domain/grading.contract.ts';

export const GRADING_STATE_NAMES: Record<Grading['state'], string> = {
  proposed: '待确认',
  decided: '已确认',
  appealed: '申诉中',
  settled: '申诉已处理',
};

/** 建议 B 级; 确定为 C 级（计算为 B 级） */
export function sayGrading({ grade, proposed }: Pick<Grading, 'grade' | 'proposed'>): string {
  if (grade === null) return `建议 ${proposed} 级`;
  return grade === proposed ? `确定为 ${grade} 级` : `确定为 ${grade} 级（计算为 ${proposed} 级）`;
}
