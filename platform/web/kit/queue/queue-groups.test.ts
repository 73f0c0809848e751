import { expect, it } from 'vitest';
import { groupByUrgency, type QueueItem } from './queue-groups.ts';

const item = (id: string, dueOn: string | null): QueueItem => ({ id, task: '验收', title: id, dueOn });

it('puts first what lapses first', () => {
  const items = [
    item('none', null),
    item('later', '2024-07-04'),
    item('today', '2024-06-30'),
    item('soon', '2024-07-03'),
    item('late', '2024-06-29'),
    item('latest', '2024-06-01'),
    item('none too', null),
  ];
  const groups = groupByUrgency(items, '2024-06-30').map(({ label, items }) => [label, ...items.map(({ id }) => id)]);
  expect(groups).toEqual([
    ['已逾期', 'latest', 'late'],
    ['今天到期', 'today'],
    ['三天内到期', 'soon'],
    ['以后到期', 'later'],
    ['没有期限', 'none', 'none too'],
  ]);
});
