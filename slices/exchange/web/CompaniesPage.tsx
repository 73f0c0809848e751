import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { RecordSelect } from '@zhiben/platform/web/kit/form/RecordSelect.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter } from '@zhiben/platform/web/kit/list/list-types.ts';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { listEnterprises } from '@zhiben/slices/enterprise/domain';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Company, listCompanies, setCompany } from '../domain/companies.contract.ts';
import { ExchangeTabs } from './ExchangeTabs.tsx';

const FILTERS: readonly Filter[] = [{ kind: 'text', key: 'q', label: '检索', placeholder: '编码、企业名称' }];

export default function CompaniesPage() {
  const mayConfigure = useMay('exchange:configure');
  const [isOpen, setIsOpen] = useState(false);
  const set = useCommand(setCompany);
  const confirm = useConfirm();
  const remove = ({ companyCode, enterpriseName }: Company) =>
    confirm({
      title: `取消 ${companyCode} 与“${enterpriseName}”的对应？`,
      consequence: '这家企业的记录以后不再报送，带这个编码的记录不再导入；已经导入的不变。可以重新登记。',
      verb: '取消对应',
      run: () => set.run({ body: { commandId: newId(), companyCode, enterpriseId: null } }),
    });
  const columns: Column<Company>[] = [
    { key: 'companyCode', label: '企业编码', width: 130, render: (row) => row.companyCode },
    { key: 'enterpriseName', label: '企业', width: 260, grow: true, render: (row) => row.enterpriseName },
    { key: 'setByName', label: '登记人', width: 110, render: (row) => row.setByName },
    { key: 'setAt', label: '登记时间', width: 150, render: (row) => sayInstant(row.setAt) },
    ...(mayConfigure
      ? [
          {
            key: 'do',
            label: '办理',
            width: 110,
            render: (row: Company) => (
              <Button size="small" onClick={() => remove(row)}>
                取消对应
              </Button>
            ),
          },
        ]
      : []),
  ];
  const add = mayConfigure && (
    <Button type="primary" onClick={() => setIsOpen(true)}>
      登记编码
    </Button>
  );
  return (
    <>
      <ExchangeTabs />
      <ListPage
        title="企业编码"
        contract={listCompanies}
        columns={columns}
        filters={FILTERS}
        recordPath={(id) => `/enterprises/${id}`}
        actions={add}
        empty={{
          title: '还没有登记企业编码',
          children: '官方记录以 9 位企业编码（危险化学品登记平台）认企业。登记对应后，才能导入和报送这家企业的记录。',
          actions: add,
        }}
      />
      {isOpen && <CompanyDrawer onDone={() => setIsOpen(false)} />}
    </>
  );
}

function CompanyDrawer({ onDone }: { onDone: () => void }) {
  const commandId = useNewId();
  const set = useCommand(setCompany);
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title="登记企业编码"
      lead="一个编码对应一家企业。登记后，这家企业已有的记录会随下一次报送发出。"
      schema={setCompany.body}
      extra={{ commandId }}
      initial={{}}
      submitLabel="登记编码"
      onCancel={onDone}
      onSubmit={async (body) => {
        await set.run({ body });
        notice('编码已登记');
        onDone();
      }}
    >
      <FormSection title="对应">
        <Field name="companyCode" label="企业编码" hint="9 位，以危险化学品登记平台为准">
          <Input maxLength={9} />
        </Field>
        <Field name="enterpriseId" label="企业">
          <RecordSelect contract={listEnterprises} label={(row) => row.name} placeholder="输入企业名称查找" />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
