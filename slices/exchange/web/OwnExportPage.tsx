import { urlOf } from '@zhiben/platform/web/api.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { Button } from 'antd';
import { exportOwn } from '../domain/exchange.contract.ts';
import './exchange.css';

/** All official records of one's own enterprise, to hand in elsewhere or to keep. */
export default function OwnExportPage() {
  usePageTitle('导出官方记录');
  return (
    <div className="zb-exchange">
      <header className="zb-exchange-head">
        <h1>导出官方记录</h1>
      </header>
      <Section title="本企业的双重预防记录">
        <p className="zb-form-lead">
          按官方数据交换格式导出本企业现有的风险分析单元、风险事件、管控措施，以及从其他平台收到的记录，可以交给园区、省级平台，也可以自己留存。导出会留下记录。
        </p>
        <div className="zb-exchange-actions">
          <Button type="primary" href={urlOf(exportOwn, { query: { format: 'xlsx' } })} download>
            导出 Excel（每类一张表）
          </Button>
          <Button href={urlOf(exportOwn, { query: { format: 'jsonl' } })} download>
            导出 JSON 行
          </Button>
        </div>
      </Section>
    </div>
  );
}
