import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayCount } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { countHazards } from '../domain/hazard.contract.ts';
import {
  exportHazards,
  exportLedger,
  type LedgerCode,
  listLedgers,
  MOST_EXPORTED,
  SCREEN_COLUMNS,
  type ScreenColumn,
} from '../domain/hazard-ledger.contract.ts';
import './export-dialog.css';

interface ExportDialogProps {
  /** The conditions and the order of the list. */
  readonly query: Readonly<Record<string, unknown>>;
  /** On the screen, in their order. */
  readonly columns: readonly ScreenColumn[];
}

type Form = 'screen' | 'whole' | LedgerCode;

/** One place for all sheets of the ledger: which form, with which columns, of how many hazards. */
export function ExportDialog(props: ExportDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>导出</Button>
      <Modal
        open={isOpen}
        title="导出隐患台账"
        width={920}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Choice {...props} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Choice({ query, columns, onDone }: ExportDialogProps & { onDone: () => void }) {
  const [form, setForm] = useState<Form>('screen');
  const { data, error, refetch } = useCall(listLedgers, {}, { staleTime: Number.POSITIVE_INFINITY });
  const { sort: _, ...conditions } = query;
  const { data: total } = useCall(countHazards, { query: conditions });
  const ledger = data?.rows.find(({ code }) => code === form);
  const address =
    form === 'screen' || form === 'whole'
      ? urlOf(exportHazards, { query: form === 'screen' ? { ...query, columns: [...columns] } : query })
      : urlOf(exportLedger, { params: { code: form }, query });
  return (
    <div className="zb-export">
      <div className="zb-export-body">
        <Radio.Group
          className="zb-export-forms"
          aria-label="表式"
          value={form}
          onChange={({ target }) => setForm(target.value as Form)}
        >
          <Radio value="screen">
            与屏幕一致<small>当前显示的 {columns.length} 栏，按当前排序</small>
          </Radio>
          <Radio value="whole">
            完整台账<small>含认定依据、五落实、资金和各环节时间</small>
          </Radio>
          {data?.rows.map(({ code, title, source }) => (
            <Radio key={code} value={code}>
              {title}
              <small>
                {code}　{source}
              </small>
            </Radio>
          ))}
        </Radio.Group>
        <section className="zb-export-preview" aria-live="polite" aria-label="各栏预览">
          {error ? (
            <Failure problem={error} onRetry={() => void refetch()} />
          ) : form === 'whole' ? (
            <p>
              每行一条隐患，共 24
              栏：编号、等级、状态、单位、属地、行业、描述、部位、渠道、发现和登记时间、认定依据、承办部门、五落实、资金、整改期限、申请验收、销号、退回次数。
            </p>
          ) : form === 'screen' ? (
            <Preview
              line="一条隐患"
              columns={columns.map((key) => ({ header: SCREEN_COLUMNS[key], help: '', isBlank: false }))}
            />
          ) : ledger ? (
            <Preview line={ledger.line} columns={ledger.columns} />
          ) : (
            <Loading label="正在加载表式" />
          )}
        </section>
      </div>
      <footer className="zb-export-foot">
        <span>
          {total ? `符合条件的隐患 ${sayCount(total)} 项` : ''}，一次最多 {MOST_EXPORTED / 10_000} 万项；导出留有记录。
        </span>
        <Button onClick={onDone}>不导出</Button>
        <Button type="primary" href={address} download onClick={onDone} disabled={total?.count === 0}>
          导出 xlsx
        </Button>
      </footer>
    </div>
  );
}

interface PreviewProps {
  readonly line: string;
  readonly columns: readonly { readonly header: string; readonly help: string; readonly isBlank: boolean }[];
}

function Preview({ line, columns }: PreviewProps) {
  const blanks = columns.filter(({ isBlank }) => isBlank).length;
  return (
    <>
      <p>
        每行{line}，共 {columns.length} 栏{blanks > 0 ? `，其中 ${blanks} 栏留空` : ''}。
      </p>
      <ol>
        {columns.map(({ header, help, isBlank }) => (
          <li key={header} data-blank={isBlank ? '' : undefined}>
            {header}
            {isBlank && <em>留空</em>}
            {help && <small>{help}</small>}
          </li>
        ))}
      </ol>
    </>
  );
}
