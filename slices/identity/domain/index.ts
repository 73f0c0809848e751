export * from './account.contract.ts';
export { identityError, OIDC_PROBLEMS, USER_STATE_NAMES } from './identity.terms.ts';
export * from './oidc.contract.ts';
export { PASSWORD_MIN, passwordFault } from './password.rules.ts';
export {
  ENTERPRISE_ROLES,
  isEnterpriseRole,
  ROLE_NAMES,
  ROLES,
  type Role,
  STAFF_ROLES,
  VIEWER_ROLES,
} from './roles.ts';
export * from './session.contract.ts';
export * from './user.contract.ts';
