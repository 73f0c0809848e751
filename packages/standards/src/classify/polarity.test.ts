import { describe, expect, it } from 'vitest';
import { isDenied, normalise, splitClauses, stateOfMention } from './polarity.ts';

function stateOf(thing: string, text: string) {
  const read = normalise(text);
  const from = read.indexOf(thing);
  return stateOfMention(splitClauses(read), from, from + thing.length);
}

describe('the state of a thing mentioned', () => {
  it.each([
    ['报警器', '储罐区未安装可燃气体报警器', 'bad'],
    ['报警器', '可燃气体报警器失效', 'bad'],
    ['报警器', '可燃气体报警器装了一直没投用', 'bad'],
    ['联锁', '有联锁装置，试验发现不动作', 'bad'],
    ['报警器', '装了报警器，但长期处于断电状态', 'bad'],
    ['审批', '作业前没有办理审批', 'bad'],
    ['报警器', '可燃气体报警器运行正常', 'good'],
    ['报警器', '报警器测试有效，一处灯罩破损', 'good'],
    ['限制器', '力矩限制器灵敏有效，驾驶室玻璃破损', 'good'],
    ['报警器', '已设置可燃气体报警器', 'present'],
    ['阀', '锁气卸灰阀无损坏', 'good'],
    ['报警器', '报警器三台', 'unsaid'],
    ['连墙件', '连墙件个别缺失', 'unsaid'],
  ])('%s in %s is %s', (thing, text, state) => {
    expect(stateOf(thing, text)).toBe(state);
  });

  it('leaves out a mention whose label alone is meant', () => {
    expect(stateOf('报警器', '报警器标签脱落')).toBeUndefined();
  });
});

describe('denial of a fact', () => {
  it.each([
    ['积水', '炉坑干燥，无积水', true],
    ['积水', '炉坑未见积水', true],
    ['积水', '炉坑积水已清理', true],
    ['积水', '炉坑积水未清理', false],
    ['采煤', '没验收就开始采煤', false],
  ])('%s in %s: %s', (fact, text, denied) => {
    const at = text.indexOf(fact);
    expect(isDenied(text, at, at + fact.length)).toBe(denied);
  });
});
