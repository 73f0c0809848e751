export { useBodies, useDivisionChoices, useDivisions, usePlaceNames } from './use-places.ts';
