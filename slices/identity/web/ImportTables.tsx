import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { ROLE_NAMES } from '../domain/roles.ts';
import type { ImportResult } from '../domain/user.contract.ts';

/** What has to be mended, cell by cell. */
export function ImportFaults({ faults }: Pick<ImportResult, 'faults'>) {
  if (faults.length === 0) return null;
  return (
    <Section title="需要修改" note={`${faults.length} 处`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="zb-import-scroll" aria-label="需要修改的单元格" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">行</th>
              <th scope="col">列</th>
              <th scope="col">单元格</th>
              <th scope="col">问题</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ row, column, cell, message }) => (
              <tr key={`${row} ${cell} ${message}`}>
                <td>{row}</td>
                <td>{column || '整行'}</td>
                <td>{cell || '—'}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

/** Who is, or would be, entered. */
export function ImportRows({ rows }: { rows: ImportResult['good'] }) {
  if (rows.length === 0) return null;
  const hasPasswords = rows.some(({ temporaryPassword }) => temporaryPassword !== null);
  return (
    <Section title={hasPasswords ? '已导入的人员' : '可以导入的人员'} note={`${rows.length} 人`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="zb-import-scroll" aria-label="人员" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">行</th>
              <th scope="col">姓名</th>
              <th scope="col">账号</th>
              {hasPasswords && <th scope="col">临时密码</th>}
              <th scope="col">岗位</th>
              <th scope="col">单位</th>
              <th scope="col">管辖区划</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <td>{row.row}</td>
                <td>{row.name}</td>
                <td>{row.account}</td>
                {hasPasswords && <td>{row.temporaryPassword}</td>}
                <td>{ROLE_NAMES[row.role]}</td>
                <td>{row.organisationName ?? '无'}</td>
                <td>{row.divisionName}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
