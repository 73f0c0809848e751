import { describe, expect, it } from 'vitest';
import { proposeAssignment } from './assignment.rules.ts';
import { type KnownBody, matchBodies } from './body-matching.rules.ts';

const body = (id: string, name: string, shortName: string, kind: KnownBody['kind'] = 'department'): KnownBody => ({
  id,
  name,
  shortName,
  kind,
});
const bodies = [
  body('office', '示范县安全生产委员会办公室', '县安委办', 'committeeOffice'),
  body('emergency', '示范县应急管理局', '县应急局'),
  body('housing', '示范县住房和城乡建设局', '县住建局'),
  body('police', '示范县公安局', '县公安局'),
  body('fire', '示范县消防救援大队', '县消防大队'),
  body('market', '示范县市场监督管理局', '县市场监管局'),
  body('tourism', '示范县文化广电旅游体育局', '县文旅局'),
  body('education', '示范县教育局', '县教育局'),
  body('east', '东山镇人民政府', '东山镇', 'township'),
  body('west', '西河乡人民政府', '西河乡', 'township'),
  body('park', '示范经济开发区管理委员会', '县开发区', 'park'),
  body('chief', '县委常委会', '县委', 'leadership'),
];
const departments = ['emergency', 'housing', 'police', 'fire', 'market', 'tourism', 'education'];

describe('matchBodies', () => {
  it.each([
    ['县应急管理局', ['emergency']],
    ['县应急局', ['emergency']],
    ['应急管理部门', ['emergency']],
    ['县住建局、县公安局', ['housing', 'police']],
    ['住房城乡建设部门和消防救援部门', ['housing', 'fire']],
    ['应急、住建、市场监管等部门', ['emergency', 'housing', 'market']],
    ['文广旅体部门', ['tourism']],
    ['县安委办', ['office']],
    ['县安委会办公室', ['office']],
    ['县安委会', ['office']],
    ['东山镇', ['east']],
    ['市17个专项应急指挥部', []],
    ['镇应急管理办公室', []],
    ['企业派驻员', []],
  ])('%s names %j', (text, named) => {
    expect(matchBodies(text, bodies).named).toEqual(named);
  });

  it.each([
    ['各乡镇', ['east', 'west']],
    ['各镇(场)、经济开发区安委会', ['east', 'west', 'park']],
    ['各乡镇、各有关部门', ['east', 'west', ...departments]],
    ['县安委会各成员单位', departments],
    ['负有安全生产监督管理职责的部门', departments],
    ['上级主管部门', []],
    ['化工园区', []],
    ['各级党委和政府', ['chief']],
  ])('%s stands for %j', (text, ids) => {
    expect(matchBodies(text, bodies).groups.flatMap((group) => group.bodyIds)).toEqual(ids);
  });

  it('in running text a stem alone is no body', () => {
    const text = '加强安全教育培训，推进应急演练，住建部门和消防救援大队联合检查。';
    expect(matchBodies(text, bodies, { prose: true }).named).toEqual(['housing', 'fire']);
  });
});

describe('proposeAssignment', () => {
  const propose = (text: string, actors: string[] = []) => proposeAssignment({ text, actors }, bodies, 'office');

  it('a line of responsible bodies decides', () => {
    const text = '开展排查。（牵头单位：县住建局；责任单位：县公安局、各乡镇）';
    expect(propose(text, ['县应急管理局'])).toEqual({
      leadBodyId: 'housing',
      supportingBodyIds: ['police', 'east', 'west'],
      source: 'tail',
      phrases: ['县住建局', '县公安局、各乡镇'],
      onEnterprises: false,
    });
  });

  it('the lead is taken from 牵头 even when it comes last', () => {
    const found = propose('责任单位：县公安局；牵头单位：县应急管理局。');
    expect(found).toMatchObject({ leadBodyId: 'emergency', supportingBodyIds: ['police'] });
  });

  it('a group is led by the owner of the campaign', () => {
    expect(propose('', ['各乡镇'])).toMatchObject({
      leadBodyId: 'office',
      supportingBodyIds: ['east', 'west'],
      source: 'actor',
    });
  });

  it('the subject of a sentence is found', () => {
    const found = propose('扎实开展培训。各乡镇要组织开展1次专题培训。');
    expect(found).toMatchObject({ leadBodyId: 'office', supportingBodyIds: ['east', 'west'], source: 'subject' });
  });

  it('a duty of enterprises has no body of its own', () => {
    expect(propose('企业主要负责人每季度带队检查。', ['企业主要负责人'])).toMatchObject({
      leadBodyId: null,
      onEnterprises: true,
      source: null,
    });
  });

  it('nobody is guessed', () => {
    expect(propose('健全完善长效机制。')).toMatchObject({ leadBodyId: null, supportingBodyIds: [], source: null });
  });
});
