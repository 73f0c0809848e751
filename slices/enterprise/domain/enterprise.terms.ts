import type { EnterpriseRow } from './enterprise.contract.ts';

export const ENTERPRISE_STATUS_NAMES: Record<EnterpriseRow['status'], string> = {
  operating: '生产经营中',
  suspended: '停产停业',
  closed: '已关闭',
};
