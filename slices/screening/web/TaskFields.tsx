import { DateInput } from '@zhiben/platform/web/kit/form/DateInput.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Collapse, Input, InputNumber, Select } from 'antd';
import { listChecklists } from '../domain/checklist.contract.ts';
import {
  CYCLE_UNIT_NAMES,
  type CycleUnit,
  WORK_DAY_TYPES,
  WORK_TYPES,
  type WorkDayType,
  type WorkType,
} from '../domain/screening.terms.ts';
import { listScreeningChoices } from '../domain/task.contract.ts';
import { Labelled } from './Labelled.tsx';
import { sortByIndustry } from './LibraryDrawer.tsx';
import { ShiftFields } from './ShiftFields.tsx';
import { TimeInput } from './TimeInputs.tsx';
import { LEVEL_CHOICES, LIBRARY, type TaskDraft } from './task-draft.ts';
import { useChecklistLibrary } from './use-checklist-library.ts';

interface Props {
  readonly draft: TaskDraft;
  readonly industry: string;
  readonly onChange: (part: Partial<TaskDraft>) => void;
  readonly faults: ReadonlyMap<string, string>;
}

const UNITS = Object.entries(CYCLE_UNIT_NAMES).map(([value, label]) => ({ value: value as CycleUnit, label }));
const DAY_TYPES = ([0, 1, 2] as const).map((value) => ({ value: value as WorkDayType, label: WORK_DAY_TYPES[value] }));
const KINDS = ([0, 1, 2, 3] as const).map((value) => ({ value: value as WorkType, label: WORK_TYPES[value] }));

/** What a task says: who looks at what, where, how often. */
export function TaskFields({ draft, industry, onChange, faults }: Props) {
  const choices = useCall(listScreeningChoices, {}, { staleTime: 60_000 }).data;
  return (
    <div className="zb-scr-stack">
      <div className="zb-scr-row">
        <Labelled label="任务名称" problem={faults.get('name')}>
          <Input value={draft.name} maxLength={60} onChange={({ target }) => onChange({ name: target.value })} />
        </Labelled>
        <Labelled label="层级">
          <Select value={draft.level} options={LEVEL_CHOICES} onChange={(level) => onChange({ level })} />
        </Labelled>
        <Labelled label="排查清单" problem={faults.get('checklist') ?? faults.get('checklistId')}>
          <ChecklistSelect draft={draft} industry={industry} onChange={onChange} />
        </Labelled>
      </div>
      <Cycle draft={draft} onChange={onChange} faults={faults} />
      <div className="zb-scr-row">
        <Labelled label="谁来查" hint="不选则由本层级的人员查">
          <Select
            mode="multiple"
            value={[...draft.assignees]}
            placeholder="按层级"
            showSearch={{ optionFilterProp: 'label' }}
            options={choices?.people.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            onChange={(assignees: string[]) => onChange({ assignees })}
          />
        </Labelled>
        <Labelled label="风险单元（选填）" hint="扫该单元的二维码即可开始">
          <Select
            allowClear
            value={draft.unitId}
            placeholder="不限单元"
            showSearch={{ optionFilterProp: 'label' }}
            options={
              choices?.units.map(({ id, name, place }) => ({
                value: id,
                label: place ? `${name}（${place}）` : name,
              })) ?? []
            }
            onChange={(unitId?: string) => onChange({ unitId: unitId ?? null })}
          />
        </Labelled>
      </div>
      <Collapse
        ghost
        size="small"
        items={[
          {
            key: 'more',
            label: '依据和包保清单编号',
            children: <More draft={draft} onChange={onChange} faults={faults} />,
          },
        ]}
      />
    </div>
  );
}

type PartProps = Pick<Props, 'draft' | 'onChange' | 'faults'>;

function Cycle({ draft, onChange, faults }: PartProps) {
  const { cycleEvery, cycleUnit } = draft;
  return (
    <>
      <div className="zb-scr-row">
        <Labelled label="每隔" problem={faults.get('cycleEvery')}>
          <InputNumber
            min={1}
            max={99}
            precision={0}
            value={cycleEvery}
            onChange={(every) => onChange({ cycleEvery: every ?? 1 })}
          />
        </Labelled>
        <Labelled label="周期单位">
          <Select
            value={cycleUnit}
            options={UNITS}
            onChange={(unit: CycleUnit) =>
              onChange({
                cycleUnit: unit,
                shifts: unit === 'day' ? draft.shifts : [],
                workStart: unit === 'hour' ? (draft.workStart ?? '08:00') : null,
                workEnd: unit === 'hour' ? (draft.workEnd ?? '20:00') : null,
              })
            }
          />
        </Labelled>
        {(cycleUnit === 'day' || cycleUnit === 'hour') && (
          <Labelled label="哪些日子">
            <Select
              value={draft.workDayType}
              options={DAY_TYPES}
              onChange={(workDayType: WorkDayType) => onChange({ workDayType })}
            />
          </Labelled>
        )}
        <Labelled label="开始日期" problem={faults.get('startOn')}>
          <DateInput value={draft.startOn} onChange={(startOn) => onChange({ startOn: startOn ?? '' })} />
        </Labelled>
        <Labelled label="结束日期（选填）" problem={faults.get('endsOn')}>
          <DateInput
            {...(draft.endsOn ? { value: draft.endsOn } : {})}
            onChange={(endsOn) => onChange({ endsOn: endsOn ?? null })}
          />
        </Labelled>
      </div>
      {cycleUnit === 'hour' && (
        <div className="zb-scr-row">
          <Labelled label="作业开始" problem={faults.get('workStart')}>
            <TimeInput value={draft.workStart} onChange={(workStart) => onChange({ workStart })} />
          </Labelled>
          <Labelled label="作业结束" hint="不晚于开始的，算到第二天" problem={faults.get('workEnd')}>
            <TimeInput value={draft.workEnd} onChange={(workEnd) => onChange({ workEnd })} />
          </Labelled>
        </div>
      )}
      {cycleUnit === 'day' && (
        <ShiftFields shifts={draft.shifts} problem={faults.get('shifts')} onChange={(shifts) => onChange({ shifts })} />
      )}
    </>
  );
}

function ChecklistSelect({
  draft,
  industry,
  onChange,
  ...rest
}: Pick<Props, 'draft' | 'industry' | 'onChange'> & { id?: string }) {
  const owned = useCall(listChecklists, { query: { limit: 100 } as never });
  const shelved = useChecklistLibrary();
  const own = owned.data?.rows ?? [];
  const library = shelved.data?.rows ?? [];
  const isLoading = owned.isPending || shelved.isPending;
  const options = [
    { label: '本企业的清单', options: own.map(({ id, name }) => ({ value: id, label: name })) },
    {
      label: '清单库（选用后建立为本企业的清单）',
      options: sortByIndustry(library, industry).map(({ code, name }) => ({
        value: `${LIBRARY}${code}`,
        label: `清单库：${name}`,
      })),
    },
  ];
  return (
    <Select
      {...rest}
      // Without its option a choice would show its id.
      value={isLoading ? null : draft.checklist || null}
      loading={isLoading}
      placeholder={isLoading ? '正在加载清单' : '请选择'}
      showSearch={{ optionFilterProp: 'label' }}
      options={options.filter((group) => group.options.length > 0)}
      onChange={(checklist: string) => onChange({ checklist })}
    />
  );
}

function More({ draft, onChange, faults }: PartProps) {
  return (
    <div className="zb-scr-row">
      <Labelled label="依据（选填）">
        <Input value={draft.basis} maxLength={300} onChange={({ target }) => onChange({ basis: target.value })} />
      </Labelled>
      <Labelled label="包保责任" hint="重大危险源包保清单上的任务才选">
        <Select value={draft.workType} options={KINDS} onChange={(workType: WorkType) => onChange({ workType })} />
      </Labelled>
      {draft.workType > 0 && (
        <Labelled label="包保清单任务编号" problem={faults.get('taskNo')}>
          <InputNumber min={1} max={10} value={draft.taskNo} onChange={(taskNo) => onChange({ taskNo })} />
        </Labelled>
      )}
    </div>
  );
}
