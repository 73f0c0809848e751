/** The kinds of people who work with the system. A role says what one may try; scope says on which rows. */
export const ROLES = [
  'administrator',
  'committeeClerk',
  'leader',
  'departmentOfficer',
  'inspector',
  'townshipOfficer',
  'enterprisePrincipal',
  'enterpriseSafetyManager',
  'teamLeader',
  'worker',
  'expert',
  'higherLevelViewer',
] as const;

export type Role = (typeof ROLES)[number];

/** A role without a label does not compile. */
export const ROLE_NAMES: Record<Role, string> = {
  administrator: '系统管理员',
  committeeClerk: '安委办工作人员',
  leader: '县领导',
  departmentOfficer: '部门监管人员',
  inspector: '执法人员',
  townshipOfficer: '乡镇（园区）工作人员',
  enterprisePrincipal: '企业主要负责人',
  enterpriseSafetyManager: '企业安全管理员',
  teamLeader: '企业班组长',
  worker: '企业员工',
  expert: '专家',
  higherLevelViewer: '上级查看人员',
};

/** Groups that permissions are given to. */
export const ENTERPRISE_ROLES = ['enterprisePrincipal', 'enterpriseSafetyManager', 'teamLeader', 'worker'] as const;
/** People of the county's bodies who carry out work; they see by 条块. */
export const STAFF_ROLES = ['committeeClerk', 'departmentOfficer', 'inspector', 'townshipOfficer'] as const;
/** People who read all that lies in their scope and change nothing. */
export const VIEWER_ROLES = ['leader', 'expert', 'higherLevelViewer'] as const;

export function isEnterpriseRole(role: string): boolean {
  return (ENTERPRISE_ROLES as readonly string[]).includes(role);
}
