/** 示范县 does not exist: no county has a code beginning with 99. */
export const COUNTY = '990101';

export interface DemoSize {
  readonly enterprises: number;
  readonly hazards: number;
}

/** The chemical works of the shown accounts, in the second township, is the 927th enterprise that is drawn. */
const SMALLEST: DemoSize = { enterprises: 1_000, hazards: 200 };

/** Why a size cannot be loaded, in one sentence; null where it can. */
export function sizeFault({ enterprises, hazards }: DemoSize): string | null {
  if (enterprises >= SMALLEST.enterprises && hazards >= SMALLEST.hazards) return null;
  return `示范县至少要有 ${SMALLEST.enterprises} 家企业、${SMALLEST.hazards} 项隐患，否则演示账号没有可看的内容；请把 --enterprises、--hazards 改大。`;
}

export const DEFAULT_SIZE: DemoSize = { enterprises: 1_200, hazards: 400 };
