import { describe, expect, it } from 'vitest';
import { definePages } from '../page.ts';
import { crumbsOf, navPageAt, navSections, pageAt } from './nav.ts';

const load = () => Promise.reject(new Error('not loaded in this test'));
const pages = definePages([
  { path: '/hazards', title: '隐患台账', permission: 'hazard:list', nav: { group: '隐患治理', order: 20 }, load },
  { path: '/hazards/new', title: '登记隐患', permission: 'hazard:create', load },
  { path: '/hazards/$id', title: '隐患', permission: 'hazard:read', load },
  { path: '/hazards/$id/papers', title: '文书', permission: 'hazard:read', load },
  { path: '/hazard-imports', title: '导入台账', permission: 'hazard:import', under: '/hazards', load },
  { path: '/hazard-imports/$id', title: '一次导入', permission: 'hazard:import', under: '/hazards', load },
  { path: '/clues', title: '线索', permission: 'hazard:list', nav: { group: '隐患治理', order: 10 }, load },
  { path: '/hazards/mine', title: '我的隐患', permission: 'hazard:list', nav: { group: '我的工作', order: 1 }, load },
  { path: '/users', title: '用户', permission: 'identity:administer', nav: { group: '系统管理', order: 1 }, load },
  { path: '/', title: '首页', permission: null, load },
]);
const groups = ['我的工作', '隐患治理', '系统管理'];

describe('navSections', () => {
  it('orders groups and pages and leaves out what may not be opened', () => {
    const sections = navSections(pages, groups, new Set(['hazard:list']));
    expect(sections.map(({ group, pages }) => [group, ...pages.map(({ path }) => path)])).toEqual([
      ['我的工作', '/hazards/mine'],
      ['隐患治理', '/clues', '/hazards'],
    ]);
  });

  it('leaves out what others find in it only', () => {
    const nav = { group: '系统管理', order: 2, permission: 'hazard:import' };
    const more = definePages([...pages, { path: '/lists', title: '清单', permission: 'hazard:list', nav, load }]);
    const found = (...permissions: string[]) =>
      navSections(more, groups, new Set(permissions)).flatMap((section) => section.pages.map(({ path }) => path));
    expect(found('hazard:list')).not.toContain('/lists');
    expect(found('hazard:list', 'hazard:import')).toContain('/lists');
  });

  it('shows a group without a place last', () => {
    const all = new Set(['hazard:list', 'identity:administer']);
    expect(navSections(pages, ['系统管理'], all).map(({ group }) => group)).toEqual([
      '系统管理',
      '隐患治理',
      '我的工作',
    ]);
  });
});

describe('pageAt', () => {
  it.each([
    ['/hazards/new', '登记隐患'],
    ['/hazards/7', '隐患'],
    ['/hazards/7/papers', '文书'],
    ['/nowhere', undefined],
  ])('%s: %s', (path, title) => {
    expect(pageAt(pages, path)?.title).toBe(title);
  });
});

describe('navPageAt', () => {
  it.each([
    ['/hazards/mine', '/hazards/mine'],
    ['/hazards/7/papers', '/hazards'],
    ['/hazards', '/hazards'],
    ['/hazard-imports/7', '/hazards'],
    ['/hazardsX', undefined],
  ])('%s belongs to %s', (path, navPath) => {
    expect(navPageAt(pages, path)?.path).toBe(navPath);
  });
});

describe('crumbsOf', () => {
  it.each([
    ['/', [{ label: '首页' }]],
    ['/users', [{ label: '系统管理' }, { label: '用户' }]],
    ['/hazards/mine', [{ label: '我的工作' }, { label: '我的隐患' }]],
    [
      '/hazard-imports/7',
      [
        { label: '隐患治理' },
        { label: '隐患台账', path: '/hazards' },
        { label: '导入台账', path: '/hazard-imports' },
        { label: '一次导入' },
      ],
    ],
    [
      '/hazards/7/papers',
      [
        { label: '隐患治理' },
        { label: '隐患台账', path: '/hazards' },
        { label: '隐患', path: '/hazards/7' },
        { label: '文书' },
      ],
    ],
  ])('%s', (path, crumbs) => {
    expect(crumbsOf(pages, path)).toEqual(crumbs);
  });
});
