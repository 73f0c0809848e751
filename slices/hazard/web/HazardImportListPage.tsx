import { useNavigate } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant, sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { ListPage } from '@zhiben/platform/web/kit/list/ListPage.tsx';
import type { Column } from '@zhiben/platform/web/kit/list/list-types.ts';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { ProblemError } from '@zhiben/platform/web/problem.ts';
import { callWithFile } from '@zhiben/platform/web/upload.ts';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { type HazardImport, listHazardImports, uploadHazardImport } from '../domain/hazard-import.contract.ts';
import { IMPORT_MARKS } from './import-marks.ts';

const COLUMNS: readonly Column<HazardImport>[] = [
  { key: 'fileName', label: '文件', width: 260, grow: true, render: (row) => row.fileName },
  { key: 'status', label: '状态', width: 110, render: (row) => <StatusTag {...IMPORT_MARKS[row.status]} /> },
  { key: 'total', label: '行数', width: 90, align: 'right', render: (row) => sayNumber(row.total) },
  { key: 'imported', label: '已导入', width: 90, align: 'right', render: (row) => sayNumber(row.counts.imported) },
  { key: 'bad', label: '有问题', width: 90, align: 'right', render: (row) => sayNumber(row.counts.bad) },
  { key: 'createdBy', label: '上传人', width: 110, render: (row) => row.createdBy },
  { key: 'createdAt', label: '上传时间', width: 150, render: (row) => sayInstant(row.createdAt) },
];

export default function HazardImportListPage() {
  const navigate = useNavigate();
  return (
    <ListPage
      title="导入隐患台账"
      contract={listHazardImports}
      columns={COLUMNS}
      recordPath={(id) => `/hazard-imports/${id}`}
      actions={<UploadButton onDone={(id) => void navigate({ to: `/hazard-imports/${id}` } as never)} />}
      empty={{
        title: '还没有导入过台账',
        children: '上传各部门、乡镇现有的隐患台账（xlsx），核对各列后导入。表头不必统一，第一次对应后会记住。',
      }}
    />
  );
}

function UploadButton({ onDone }: { onDone: (id: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (file: File) => {
    setProblem(null);
    setShare(0);
    try {
      const fields = { id: newId() };
      const { id } = await callWithFile(uploadHazardImport, {}, file, { fields, onProgress: setShare });
      onDone(id);
    } catch (error) {
      setProblem(error instanceof ProblemError ? error.message : '没有上传成功，请重试。');
    } finally {
      setShare(null);
    }
  };
  return (
    <>
      {problem && <Alert type="error" title={problem} showIcon closable={{ onClose: () => setProblem(null) }} />}
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        hidden
        aria-label="台账文件"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void send(file);
          target.value = '';
        }}
      />
      <Button type="primary" loading={share !== null} onClick={() => input.current?.click()}>
        {share === null ? '上传台账' : share < 1 ? `正在上传 ${Math.round(share * 100)}%` : '正在检查各行'}
      </Button>
    </>
  );
}
