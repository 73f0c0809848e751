import { useParams } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Checkbox, Segmented } from 'antd';
import { z } from 'zod';
import { downloadForm, type FormFigures, getFigures } from '../domain/dispatch.contract.ts';
import type { FormDefinition, Section } from '../domain/form.types.ts';
import { findForm } from '../domain/forms.ts';
import { periodName, shiftPeriod } from '../domain/period.rules.ts';
import { CellPanel } from './CellPanel.tsx';
import { FormSheet } from './FormSheet.tsx';
import { FormWarnings } from './FormWarnings.tsx';
import { SubmitDrawer } from './SubmitDrawer.tsx';
import '@zhiben/platform/web/kit/list/list-page.css';
import './dispatch.css';

const addressState = z.object({
  section: z.string().max(40).optional(),
  /** Shows also the columns for which the system has no data. */
  all: z.literal('true').optional(),
  /** Row and column of the cell whose records are open. */
  row: z.string().max(60).optional(),
  column: z.string().max(20).optional(),
  /** Body for which the form is being signed. */
  submit: z.uuid().optional(),
});

/** A month's form: figures by department and by territory, each opening its records. */
export default function DispatchFormPage() {
  const { formId = '', period = '' } = useParams({ strict: false }) as { formId?: string; period?: string };
  const figures = useCall(getFigures, { params: { id: formId, period } }, { keepPrevious: true });
  if (figures.isPending) return <Loading label="正在汇总调度表" />;
  if (figures.isError) return <Failure problem={figures.error} onRetry={() => void figures.refetch()} />;
  const definition = findForm(figures.data.form.definitionCode);
  if (!definition) throw new Error(`no definition of ${figures.data.form.definitionCode}`);
  return <FormView figures={figures.data} definition={definition} onRenew={() => void figures.refetch()} />;
}

interface FormViewProps {
  readonly figures: FormFigures;
  readonly definition: FormDefinition;
  readonly onRenew: () => void;
}

function FormView({ figures, definition, onRenew }: FormViewProps) {
  const { form, period, rows, warnings } = figures;
  const title = `${periodName(period)}调度表`;
  usePageTitle(title);
  const [state, setState] = useUrlState(addressState);
  const section = definition.sections.find(({ code }) => code === state.section) ?? definition.sections[0];
  const filled = section && withoutEmpty(section, rows);
  const hidden = section && filled ? countColumns(section) - countColumns(filled) : 0;
  const row = rows.find(({ key }) => key === state.row);
  const indicator = definition.sections
    .flatMap((s) => s.groups)
    .flatMap(({ indicators }) => indicators)
    .find(({ code }) => code === state.column);
  const mine = rows.filter(({ abilities }) => abilities.submit);
  const next = mine.find(({ report }) => report === null) ?? mine[0];
  const open = (key: string, column: string) => void setState({ row: key, column }, { keepInHistory: !state.row });
  return (
    <div className="zb-list zb-dispatch-form">
      <div className="zb-list-main">
        <header className="zb-list-head">
          <h1>
            {title}
            <small>{definition.title}</small>
          </h1>
          <div className="zb-list-actions">
            <PeriodLinks formId={form.id} period={period} first={form.firstPeriod} />
            <Button href={urlOf(downloadForm, { params: { id: form.id, period } })} download>
              下载 xlsx
            </Button>
            <Button onClick={() => window.print()}>打印</Button>
            {mine.length > 0 && (
              <Button type="primary" onClick={() => void setState({ submit: next?.bodyId ?? undefined })}>
                上报
              </Button>
            )}
          </div>
        </header>
        <p className="zb-dispatch-lead">
          <span>{sayBasis(figures)}</span>
          <span>{definition.remark}</span>
        </p>
        <FormWarnings warnings={warnings} onCell={open} />
        <div className="zb-dispatch-sections">
          <Segmented
            options={definition.sections.map(({ code, title }) => ({ value: code, label: title }))}
            value={section?.code ?? ''}
            onChange={(code) => void setState({ section: code, row: undefined, column: undefined })}
          />
          <Legend />
        </div>
        {hidden > 0 && (
          <Checkbox
            className="zb-dispatch-all zb-screen-only"
            checked={state.all !== undefined}
            onChange={(event) => void setState({ all: event.target.checked ? 'true' : undefined })}
          >
            显示系统暂无数据的 {hidden} 列
          </Checkbox>
        )}
        {section && filled && (
          <FormSheet
            section={state.all ? section : filled}
            figures={figures}
            open={row && indicator ? { row: row.key, column: indicator.code } : null}
            onCell={open}
          />
        )}
        <PrintedForm figures={figures} definition={definition} />
      </div>
      {row && indicator && (
        <CellPanel
          figures={figures}
          definition={definition}
          row={row}
          indicator={indicator}
          onClose={() => void setState({ row: undefined, column: undefined })}
        />
      )}
      {state.submit && mine.length > 0 && (
        <SubmitDrawer
          key={`${state.submit}-${period}`}
          figures={figures}
          definition={definition}
          rows={mine}
          bodyId={state.submit}
          onBody={(submit) => void setState({ submit })}
          onRenew={onRenew}
          onClose={() => void setState({ submit: undefined })}
        />
      )}
    </div>
  );
}

/** The section without the columns that are 无数据 in every row. */
function withoutEmpty(section: Section, rows: FormFigures['rows']): Section {
  const groups = section.groups.map(({ title, indicators }) => ({
    title,
    indicators: indicators.filter(({ code }) => rows.some(({ figures }) => figures[code] !== 'noData')),
  }));
  return { ...section, groups: groups.filter(({ indicators }) => indicators.length > 0) };
}

function countColumns({ groups }: Section): number {
  return groups.reduce((sum, { indicators }) => sum + indicators.length, 0);
}

function sayBasis({ form, asOf, dueOn, isWhole }: FormFigures): string {
  const scope = isWhole ? '' : '只统计您管辖范围内的数据。';
  return `${scope}自 ${form.countsFrom} 起累计，截至 ${sayInstant(asOf)}（每期 ${dueOn.slice(8)} 日 24 时截止）。`;
}

function PeriodLinks({ formId, period, first }: { formId: string; period: string; first: string }) {
  const before = shiftPeriod(period, -1);
  return (
    <>
      {before >= first && <LinkButton to={`/dispatch/${formId}/${before}`}>上一期</LinkButton>}
      <LinkButton to="/dispatch">上报情况</LinkButton>
    </>
  );
}

function Legend() {
  return (
    <ul className="zb-dispatch-legend zb-screen-only" aria-label="图例">
      <li>
        <b>0</b> 确无
      </li>
      <li>
        <b>—</b> 不适用
      </li>
      <li>
        <i>无数据</i> 系统暂无此项数据
      </li>
      <li>
        <em>+3</em> 比上期
      </li>
      <li>
        <sup>＊</sup> 上报后有变化
      </li>
      <li>
        <span className="zb-dispatch-computed">12</span> 未上报，系统计算
      </li>
    </ul>
  );
}

/** All sections one after another, with heading and signatures: only on paper. */
function PrintedForm({ figures, definition }: Omit<FormViewProps, 'onRenew'>) {
  const { bodyName } = useSession();
  return (
    <div className="zb-print-only zb-dispatch-paper">
      {definition.sections.map((section) => (
        <article key={section.code}>
          <h2>{definition.title}</h2>
          <p>
            {periodName(figures.period)}（{section.title}，自 {figures.form.countsFrom} 起累计）
          </p>
          <p className="zb-dispatch-line">
            <span>填报单位（章）：{bodyName ?? ''}</span>
            <span>截止日期：{sayInstant(figures.asOf)}</span>
          </p>
          <FormSheet section={section} figures={figures} open={null} />
          <p className="zb-dispatch-note">
            依据：{definition.basis}。{definition.remark}
          </p>
          <div className="zb-dispatch-signatures">
            {['单位负责人（签字）：', '填表人（签字）：', '联系电话：', '填报日期：　　年　　月　　日'].map((name) => (
              <span key={name}>{name}</span>
            ))}
          </div>
        </article>
      ))}
    </div>
  );
}
