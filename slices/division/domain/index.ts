export {
  BODY_KINDS,
  type Body,
  bodySchema,
  type Division,
  divisionSchema,
  listBodies,
  listDivisions,
} from './division.contract.ts';
export { BODY_KIND_NAMES, DIVISION_KIND_NAMES } from './division.terms.ts';
