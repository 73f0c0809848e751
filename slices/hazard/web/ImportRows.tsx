import { Link } from '@tanstack/react-router';
import { sayNumber } from '@zhiben/platform/web/kit/dates.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import {
  type HazardImport,
  type HazardImportRow,
  IMPORT_ROW_STATUS_NAMES,
  IMPORT_ROW_STATUSES,
  type ImportRowStatus,
  listHazardImportRows,
} from '../domain/hazard-import.contract.ts';
import { IMPORT_FIELD_WORDS, IMPORT_FIELDS, type ImportField } from '../domain/hazard-import.rules.ts';
import { IMPORT_ROW_MARKS } from './import-marks.ts';

const PAGE = 50;

/** The rows of a sheet as they were read, each problem in its cell. */
export function ImportRows({ made }: { made: HazardImport }) {
  const there = IMPORT_ROW_STATUSES.filter((status) => made.counts[status] > 0);
  const [status, setStatus] = useState<ImportRowStatus>(there.includes('bad') ? 'bad' : (there[0] ?? 'ready'));
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const query = { status, limit: PAGE, ...(cursor ? { cursor } : {}) };
  const { data, error, refetch } = useCall(
    listHazardImportRows,
    { params: { id: made.id }, query },
    { keepPrevious: true },
  );
  const fields = IMPORT_FIELDS.filter((field) => made.mapping[field] !== undefined);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <Segmented
        value={status}
        options={there.map((value) => ({
          value,
          label: `${IMPORT_ROW_STATUS_NAMES[value]} ${sayNumber(made.counts[value])}`,
        }))}
        onChange={(value) => {
          setStatus(value);
          setCursors([]);
        }}
      />
      <div className="zb-import-rows">
        <table>
          <thead>
            <tr>
              <th scope="col">行</th>
              <th scope="col">状态</th>
              {fields.map((field) => (
                <th scope="col" key={field}>
                  {IMPORT_FIELD_WORDS[field].label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <Row key={row.id} row={row} made={made} fields={fields} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="zb-import-pages">
        {cursors.length > 0 && <Button onClick={() => setCursors(cursors.slice(0, -1))}>上一页</Button>}
        {data.nextCursor && <Button onClick={() => setCursors([...cursors, data.nextCursor ?? ''])}>下一页</Button>}
      </div>
    </>
  );
}

interface RowProps {
  readonly row: HazardImportRow;
  readonly made: HazardImport;
  readonly fields: readonly ImportField[];
}

function Row({ row, made, fields }: RowProps) {
  const ofField = (field: ImportField | null) => row.problems.filter((problem) => problem.field === field);
  /** Of the row as a whole, or of a field that has no column. */
  const others = row.problems.filter(({ field }) => field === null || !fields.includes(field));
  return (
    <tr>
      <th scope="row">{row.row}</th>
      <td>
        <StatusTag {...IMPORT_ROW_MARKS[row.status]} />
        {row.hazardId && (
          <Link to={`/hazards/${row.hazardId}` as never} className="zb-import-link">
            档案
          </Link>
        )}
        {others.map(({ field, message }) => (
          <small key={message}>
            {field ? `${IMPORT_FIELD_WORDS[field].label}：` : ''}
            {message}
          </small>
        ))}
      </td>
      {fields.map((field) => {
        const problems = ofField(field);
        const text = row.cells[made.mapping[field] ?? -1];
        return (
          <td key={field} data-bad={problems.length > 0 ? '' : undefined}>
            {text}
            {problems.map(({ message }) => (
              <small key={message}>{message}</small>
            ))}
          </td>
        );
      })}
    </tr>
  );
}
