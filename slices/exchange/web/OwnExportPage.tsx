import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { networkProblem, problemOf } from '@zhiben/platform/web/problem.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { exportOwn } from '../domain/records.contract.ts';
import './exchange.css';

type Format = 'xlsx' | 'jsonl';

/** All official records of one's own enterprise, to hand in elsewhere or to keep. */
export default function OwnExportPage() {
  usePageTitle('导出官方记录');
  const [running, setRunning] = useState<Format | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (format: Format) => {
    setProblem(null);
    setRunning(format);
    setProblem(await download(format));
    setRunning(null);
  };
  return (
    <div className="zb-exchange">
      <header className="zb-exchange-head">
        <h1>导出官方记录</h1>
      </header>
      <Section title="本企业的双重预防记录">
        <p className="zb-form-lead">
          按官方数据交换格式导出本企业的风险分析单元、风险事件、管控措施、排查任务、排查记录、隐患、停用/检修和安全承诺，以及从其他平台收到的记录；已删除的带删除标记。没有关联管控措施的检查项及其任务、记录、隐患不在其中。可以交给园区、省级平台，也可以自己留存。导出会留下记录。
        </p>
        {problem && <Alert type="error" showIcon title={problem} />}
        <div className="zb-exchange-actions">
          <Button type="primary" loading={running === 'xlsx'} onClick={() => void take('xlsx')}>
            导出 Excel（每类一张表）
          </Button>
          <Button loading={running === 'jsonl'} onClick={() => void take('jsonl')}>
            导出 JSON 行
          </Button>
        </div>
      </Section>
    </div>
  );
}

/** Saves the file, or answers with why it cannot be: a link alone would lead to a page of code. */
async function download(format: Format): Promise<string | null> {
  try {
    const response = await fetch(urlOf(exportOwn, { query: { format } }), { credentials: 'same-origin' });
    if (!response.ok) {
      const id = response.headers.get('x-request-id') ?? '';
      return problemOf(response.status, id, await response.json().catch(() => undefined)).message;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `双重预防官方记录-${today(systemClock)}.${format}`;
    link.click();
    URL.revokeObjectURL(link.href);
    return null;
  } catch {
    return networkProblem().message;
  }
}
