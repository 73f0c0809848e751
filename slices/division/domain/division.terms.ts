import type { Body, Division } from './division.contract.ts';

export const DIVISION_KIND_NAMES: Record<Division['kind'], string> = {
  county: '县',
  township: '乡镇',
  park: '园区',
  village: '村（社区）',
};

export const BODY_KIND_NAMES: Record<Body['kind'], string> = {
  committeeOffice: '安委办',
  department: '部门',
  township: '乡镇',
  park: '园区',
  leadership: '县领导',
};
