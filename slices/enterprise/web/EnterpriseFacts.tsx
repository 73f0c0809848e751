import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Button } from 'antd';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import { FIELD_RULES, type FieldName, type Section as FieldSection, SECTIONS } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_KIND_NAMES, ENTERPRISE_SIZE_NAMES, ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { industryName } from '../domain/industries.ts';
import { industryClassName } from '../domain/industry-classes.ts';
import { LEVEL_NAMES } from '../domain/papers.rules.ts';
import { PositionPlot } from './PositionPlot.tsx';
import { useFacts } from './use-origins.tsx';

interface Props {
  readonly enterprise: Enterprise;
  /** Absent where the viewer may not change anything. */
  readonly onEdit?: ((section: FieldSection) => void) | undefined;
}

const edit = (section: FieldSection, onEdit: Props['onEdit']) =>
  onEdit && (
    <Button size="small" aria-label={`修改${SECTIONS[section]}`} onClick={() => onEdit(section)}>
      修改
    </Button>
  );

export function EnterpriseFacts({ enterprise, onEdit }: Props) {
  const names = usePlaceNames();
  const fact = useFacts(enterprise);
  const { longitude, latitude, size, standardLevel, standardUntil } = enterprise;
  return (
    <>
      <Section title="身份" actions={edit('identity', onEdit)}>
        <Facts
          items={[
            fact('kind', '单位类型', ENTERPRISE_KIND_NAMES[enterprise.kind]),
            fact('creditCode', '统一社会信用代码', enterprise.creditCode ?? <Absent kind="none" />),
            ...(enterprise.localNumber ? [{ label: '本地编号', value: enterprise.localNumber }] : []),
            fact('status', '生产经营状态', ENTERPRISE_STATUS_NAMES[enterprise.status]),
            fact('industry', '监管行业', industryName(enterprise.industry)),
            fact('industryCode', '国民经济行业', enterprise.industryCode && industryClassName(enterprise.industryCode)),
          ]}
        />
      </Section>
      <Section title="地点" actions={edit('place', onEdit)}>
        <Facts
          items={[
            fact('division', '属地', names.division(enterprise.division)),
            fact('longitude', '经纬度', longitude === null || latitude === null ? null : `${longitude}, ${latitude}`),
            fact('address', '地址', enterprise.address, { wide: true }),
          ]}
        />
        {longitude !== null && latitude !== null && <PositionPlot value={{ longitude, latitude }} />}
      </Section>
      <Section title="规模和管理" actions={edit('scale', onEdit)}>
        <Facts
          items={[
            fact('size', '企业规模', size && ENTERPRISE_SIZE_NAMES[size]),
            fact(
              'employees',
              '从业人员',
              enterprise.employees === null ? null : `${enterprise.employees.toLocaleString('zh-CN')} 人`,
            ),
            {
              label: '标准化等级',
              value: standardLevel ? LEVEL_NAMES[standardLevel] : <Absent kind="none" />,
              ...(standardUntil ? { source: `有效期至 ${standardUntil}` } : {}),
            },
            { label: '安责险有效期至', value: enterprise.insuredUntil ?? <Absent kind="none" /> },
          ]}
        />
      </Section>
      <Section
        title="监管归属"
        actions={edit('oversight', onEdit && enterprise.abilities.editAll ? onEdit : undefined)}
      >
        <Facts
          items={[
            fact(
              'supervisingBodyId',
              '行业主管部门',
              names.body(enterprise.supervisingBodyId) ?? <Absent kind="blank" />,
            ),
            fact(
              'oversightBodyIds',
              '监管部门',
              enterprise.oversightBodyIds.map((id) => names.body(id)).join('、') || <Absent kind="none" />,
            ),
            fact('division', '属地乡镇（园区）', names.division(`${enterprise.division.slice(0, 9)}000`)),
            fact('highRisk', '高危行业', enterprise.highRisk ? '是' : '否'),
          ]}
        />
      </Section>
    </>
  );
}

const PEOPLE = [
  'principalName',
  'principalPhone',
  'controllerName',
  'safetyManagerName',
  'safetyManagerPhone',
  'safetyOrganisation',
] as const satisfies readonly FieldName[];

export function PeopleFacts({ enterprise, onEdit }: Props) {
  const fact = useFacts(enterprise);
  return (
    <Section title="责任人" actions={edit('people', onEdit)}>
      <Facts items={PEOPLE.map((field) => fact(field, FIELD_RULES[field].label, enterprise[field]))} />
    </Section>
  );
}
