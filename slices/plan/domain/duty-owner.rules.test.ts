import { expect, it } from 'vitest';
import { dutyOwners } from './duty-owner.rules.ts';

const body = (id: string, name: string, kind: 'township' | 'department' | 'committeeOffice') => ({
  id,
  name,
  shortName: name,
  kind,
});
const bodies = [
  body('office', '某县安委办', 'committeeOffice'),
  body('emergency', '某县应急管理局', 'department'),
  body('housing', '某县住建局', 'department'),
  body('east', '东乡镇人民政府', 'township'),
  body('west', '西乡镇人民政府', 'township'),
  body('south', '南乡镇人民政府', 'township'),
];

const aliases = [
  { phrase: '道安专委会', bodyKinds: [], bodyIds: ['housing', 'east'] },
  { phrase: '东部片区', bodyKinds: [], bodyIds: ['east'] },
];

it.each<[string | null, string, string[], string[]]>([
  [null, 'emergency', ['east'], ['emergency']],
  ['各乡镇', 'office', ['east', 'west'], ['east', 'west']],
  ['各乡镇', 'east', [], ['east']],
  ['各乡镇', 'emergency', ['housing'], ['emergency']],
  ['各乡镇、县应急管理局', 'office', ['east', 'emergency'], ['east', 'emergency']],
  ['县应急管理局', 'office', ['emergency', 'east'], ['emergency']],
  ['道安专委会', 'emergency', ['housing', 'east', 'west'], ['housing', 'east']],
  ['东部片区', 'office', ['east', 'west'], ['east']],
  ['道安专委会', 'emergency', ['west'], ['emergency']],
  ['企业主要负责人', 'emergency', ['east'], ['emergency']],
])('%s, led by %s with %j: owed by %j', (actor, leadBodyId, supportingBodyIds, owners) => {
  expect(dutyOwners(actor, { leadBodyId, supportingBodyIds }, bodies, aliases)).toEqual(owners);
});
