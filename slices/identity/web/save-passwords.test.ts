import { expect, it } from 'vitest';
import { passwordsCsv } from './save-passwords.ts';

it('quotes cells and leaves nothing for a spreadsheet to compute', () => {
  const good = [
    {
      row: 2,
      name: '=1+1',
      account: 'a"b',
      role: 'inspector' as const,
      organisationName: '甲局，乙科',
      divisionName: '示范县',
      industries: null,
      temporaryPassword: '-Ab3#x',
    },
  ];
  expect(passwordsCsv({ good })).toBe(
    '"姓名","账号","临时密码","岗位","单位"\r\n"\'=1+1","a""b","\'-Ab3#x","执法人员","甲局，乙科"',
  );
});
