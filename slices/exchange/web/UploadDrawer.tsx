import { newId } from '@zhiben/platform/domain/ids.ts';
import { ProblemError } from '@zhiben/platform/web/problem.ts';
import { callWithFile } from '@zhiben/platform/web/upload.ts';
import { Alert, Button, Drawer, Input, Progress } from 'antd';
import { useId, useRef, useState } from 'react';
import { uploadBatch } from '../domain/batches.contract.ts';
import './exchange.css';

interface UploadDrawerProps {
  readonly onCancel: () => void;
  readonly onDone: (id: string) => void;
}

/** A file of another platform: it is checked and shown, nothing is entered yet. */
export function UploadDrawer({ onCancel, onDone }: UploadDrawerProps) {
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sourceId = useId();
  const [id] = useState(newId);
  const send = async () => {
    if (!file) return setProblem('请选择文件。');
    if (source.trim() === '') return setProblem('请写明数据来自哪个平台。');
    setProblem(null);
    setShare(0);
    try {
      const fields = { id, source: source.trim() };
      onDone((await callWithFile(uploadBatch, {}, file, { fields, onProgress: setShare })).id);
    } catch (error) {
      setProblem(error instanceof ProblemError ? error.message : '没有上传成功，请重试。');
      setShare(null);
    }
  };
  return (
    <Drawer
      open
      title="导入一批官方记录"
      onClose={onCancel}
      footer={
        <div className="zb-exchange-actions">
          <Button onClick={onCancel}>取消</Button>
          <Button type="primary" loading={share !== null} onClick={() => void send()}>
            上传并检查
          </Button>
        </div>
      }
    >
      <div className="zb-exchange-form">
        <p>
          JSON 行、JSON 数组或 xlsx（每类记录一张表，表名如“风险分析单元”，列名为官方字段名）；UTF-8 或
          GB18030。各类记录的先后由系统排定，有问题的记录不影响其余。
        </p>
        {problem && <Alert type="error" showIcon title={problem} />}
        <label htmlFor={sourceId}>来自</label>
        <Input
          id={sourceId}
          value={source}
          maxLength={60}
          placeholder="如：省双重预防平台"
          onChange={({ target }) => setSource(target.value)}
        />
        <span>文件</span>
        <input
          ref={input}
          type="file"
          accept=".jsonl,.ndjson,.json,.txt,.xlsx"
          hidden
          aria-label="官方记录文件"
          onChange={({ target }) => {
            setFile(target.files?.[0] ?? null);
            setProblem(null);
          }}
        />
        <Button onClick={() => input.current?.click()}>{file ? file.name : '选择文件'}</Button>
        {share !== null && (
          <div role="status">
            <Progress percent={Math.round(share * 100)} />
            {share < 1 ? '正在上传' : '正在逐条检查'}
          </div>
        )}
      </div>
    </Drawer>
  );
}
