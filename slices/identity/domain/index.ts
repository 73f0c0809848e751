export { identityError } from './identity.terms.ts';
export {
  ENTERPRISE_ROLES,
  isEnterpriseRole,
  ROLE_NAMES,
  ROLES,
  type Role,
  STAFF_ROLES,
  VIEWER_ROLES,
} from './roles.ts';
export { getSession, type Session, signIn, signOut } from './session.contract.ts';
