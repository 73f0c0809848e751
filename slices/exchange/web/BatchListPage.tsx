import { useNavigate } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayInstant, sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column, Filter } from '@zhiben/platform/web/kit/list/list-types.ts';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { type Batch, listBatches } from '../domain/batches.contract.ts';
import { BATCH_STATUS_NAMES } from '../domain/exchange.terms.ts';
import { OFFICIAL_TYPES, TYPE_NAMES } from '../domain/official/index.ts';
import { exportRecords } from '../domain/records.contract.ts';
import { ExchangeTabs } from './ExchangeTabs.tsx';
import { BATCH_MARKS, faults, taken } from './exchange-marks.ts';
import { UploadDrawer } from './UploadDrawer.tsx';

const COLUMNS: readonly Column<Batch>[] = [
  { key: 'source', label: '来源', width: 160, grow: true, render: (row) => row.source },
  { key: 'fileName', label: '文件', width: 200, grow: true, render: (row) => row.fileName },
  { key: 'status', label: '状态', width: 100, render: (row) => <StatusTag {...BATCH_MARKS[row.status]} /> },
  { key: 'total', label: '记录', width: 90, align: 'right', render: (row) => sayNumber(row.total) },
  { key: 'taken', label: '已采用', width: 90, align: 'right', render: (row) => sayNumber(taken(row)) },
  { key: 'faults', label: '未采用', width: 90, align: 'right', render: (row) => sayNumber(faults(row)) },
  { key: 'replays', label: '重放', width: 80, align: 'right', render: (row) => sayNumber(row.replays) },
  { key: 'receivedByName', label: '经办', width: 120, render: (row) => row.receivedByName },
  { key: 'receivedAt', label: '收到时间', width: 150, render: (row) => sayInstant(row.receivedAt) },
];

const FILTERS: readonly Filter[] = [
  { kind: 'text', key: 'q', label: '检索', placeholder: '来源、文件、经办' },
  {
    kind: 'choice',
    key: 'status',
    label: '状态',
    choices: Object.entries(BATCH_STATUS_NAMES).map(([value, label]) => ({ value, label })),
  },
  {
    kind: 'choice',
    key: 'type',
    label: '含有',
    choices: OFFICIAL_TYPES.map((value) => ({ value, label: TYPE_NAMES[value] })),
  },
];

export default function BatchListPage() {
  const navigate = useNavigate();
  const mayImport = useMay('exchange:import');
  const [isOpen, setIsOpen] = useState(false);
  const upload = mayImport && (
    <Button type="primary" onClick={() => setIsOpen(true)}>
      导入一批
    </Button>
  );
  return (
    <>
      <ExchangeTabs />
      <ListPage
        title="数据交换"
        contract={listBatches}
        columns={COLUMNS}
        filters={FILTERS}
        recordPath={(id) => `/exchange/batches/${id}`}
        actions={
          <>
            <Button href={urlOf(exportRecords, { query: {} })} download>
              导出全部官方记录
            </Button>
            {upload}
          </>
        }
        empty={{
          title: '还没有收到过数据',
          children: '导入省级、园区平台导出的双重预防记录；先预览，核对后再入库。登记公钥的平台也可以直接发送到本县。',
          actions: upload,
        }}
      />
      {isOpen && (
        <UploadDrawer
          onCancel={() => setIsOpen(false)}
          onDone={(id) => void navigate({ to: `/exchange/batches/${id}` } as never)}
        />
      )}
    </>
  );
}
