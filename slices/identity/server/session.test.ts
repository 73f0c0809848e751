import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';

const database = testDatabase();

test('a session names the person, the organisation and the permissions; signing out ends it', async () => {
  const county = await testCounty(database.app);
  const safety = county.as('safety');
  const { session } = (await safety.get('/api/session')).json();
  expect(session.user.roleName).toBe('企业安全管理员');
  expect(session.organisation.name).toBe('示例化工有限公司');
  expect((await safety.get('/api/enterprises')).json().rows).toHaveLength(1);
  expect((await county.as('east').get('/api/enterprises')).json().rows).toHaveLength(2);
  expect((await county.as('builder').get('/api/enterprises')).json().rows).toHaveLength(1);
  expect((await county.as(null).get('/api/enterprises')).statusCode).toBe(401);
  await safety.send('DELETE', '/api/session');
  expect((await safety.get('/api/session')).json().session).toBeNull();
});
