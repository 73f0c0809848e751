import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Absent } from '@zhiben/platform/web/kit/Tags.tsx';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { Button } from 'antd';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import { type Section as FieldSection, SECTIONS } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_KIND_NAMES, ENTERPRISE_SIZE_NAMES, ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { industryName } from '../domain/industries.ts';
import { industryClassName } from '../domain/industry-classes.ts';
import { LEVEL_NAMES } from '../domain/papers.rules.ts';
import { PositionPlot } from './PositionPlot.tsx';

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
  const { longitude, latitude, size, standardLevel, standardUntil } = enterprise;
  return (
    <>
      <Section title="身份" actions={edit('identity', onEdit)}>
        <Facts
          items={[
            { label: '单位类型', value: ENTERPRISE_KIND_NAMES[enterprise.kind] },
            { label: '统一社会信用代码', value: enterprise.creditCode ?? <Absent kind="none" /> },
            ...(enterprise.localNumber ? [{ label: '本地编号', value: enterprise.localNumber }] : []),
            { label: '生产经营状态', value: ENTERPRISE_STATUS_NAMES[enterprise.status] },
            { label: '监管行业', value: industryName(enterprise.industry) },
            { label: '国民经济行业', value: enterprise.industryCode && industryClassName(enterprise.industryCode) },
          ]}
        />
      </Section>
      <Section title="地点" actions={edit('place', onEdit)}>
        <Facts
          items={[
            { label: '属地', value: names.division(enterprise.division) },
            { label: '经纬度', value: longitude === null || latitude === null ? null : `${longitude}, ${latitude}` },
            { label: '地址', value: enterprise.address, wide: true },
          ]}
        />
        {longitude !== null && latitude !== null && <PositionPlot value={{ longitude, latitude }} />}
      </Section>
      <Section title="规模和管理" actions={edit('scale', onEdit)}>
        <Facts
          items={[
            { label: '企业规模', value: size && ENTERPRISE_SIZE_NAMES[size] },
            {
              label: '从业人员',
              value: enterprise.employees === null ? null : `${enterprise.employees.toLocaleString('zh-CN')} 人`,
            },
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
            { label: '行业主管部门', value: names.body(enterprise.supervisingBodyId) ?? <Absent kind="blank" /> },
            {
              label: '监管部门',
              value: enterprise.oversightBodyIds.map((id) => names.body(id)).join('、') || <Absent kind="none" />,
            },
            { label: '属地乡镇（园区）', value: names.division(`${enterprise.division.slice(0, 9)}000`) },
            { label: '高危行业', value: enterprise.highRisk ? '是' : '否' },
          ]}
        />
      </Section>
    </>
  );
}

export function PeopleFacts({ enterprise, onEdit }: Props) {
  return (
    <Section title="责任人" actions={edit('people', onEdit)}>
      <Facts
        items={[
          { label: '主要负责人', value: enterprise.principalName },
          { label: '主要负责人电话', value: enterprise.principalPhone },
          { label: '实际控制人', value: enterprise.controllerName },
          { label: '安全管理人员', value: enterprise.safetyManagerName },
          { label: '安全管理人员电话', value: enterprise.safetyManagerPhone },
          { label: '安全管理机构', value: enterprise.safetyOrganisation },
        ]}
      />
    </Section>
  );
}
