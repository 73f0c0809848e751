import { newId } from '@zhiben/platform/domain/ids.ts';
import { LeaveGuard } from '@zhiben/platform/web/kit/form/LeaveGuard.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, InputNumber, Select } from 'antd';
import { useEffect, useState } from 'react';
import { drawRiskPlan, type RiskPlan, removeRiskPlan } from '../domain/plan.contract.ts';
import type { RiskFile } from '../domain/risk.contract.ts';
import { Labelled } from './Labelled.tsx';
import { PlanLegend, PlanSvg } from './PlanSvg.tsx';
import { cornersOf, sayCorners } from './plan-corners.ts';
import { changed, type Drawn, drawingOf, undone, withCorner } from './plan-drawing.ts';

type Point = RiskPlan['points'][number];

interface PlanEditorProps {
  readonly plan: RiskPlan;
  readonly file: RiskFile;
  /** Whether something is drawn that is not saved. */
  readonly onDirty: (isDirty: boolean) => void;
}

/** Draws areas and points by pointer or arrow keys; the table below takes the same places as numbers. */
export function PlanEditor({ plan, file, onDirty }: PlanEditorProps) {
  const [name, setName] = useState(plan.name);
  const [drawing, setDrawing] = useState(() => drawingOf(plan));
  const { areas, points } = drawing.now;
  const change = (next: Partial<Drawn>, step?: string) => setDrawing((now) => changed(now, next, step));
  /** The area whose corners stand to be moved. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [unitId, setUnitId] = useState<string | null>(null);
  const [eventId, setEventId] = useState<string | null>(null);
  const [corners, setCorners] = useState<readonly [number, number][]>([]);
  const [commandId] = useState(newId);
  const [problem, setProblem] = useState('');
  const send = useCommand(drawRiskPlan);
  const remove = useCommand(removeRiskPlan);
  const confirm = useConfirm();
  const notice = useNotice();
  const events = file.units.flatMap((unit) => unit.events);
  const place = (x: number, y: number) => {
    if (unitId) {
      const last = corners.at(-1);
      // The second click of a double click lands on the first.
      if (last && Math.abs(last[0] - x) + Math.abs(last[1] - y) < 4) return;
      return setCorners([...corners, [x, y]]);
    }
    const event = events.find(({ id }) => id === eventId);
    if (!event) return;
    const rest = points.filter((one) => one.eventId !== event.id);
    change({ points: [...rest, { eventId: event.id, x, y, name: event.name, level: event.level }] });
    setEventId(null);
  };
  const addArea = (own: readonly [number, number][]) => {
    const unit = file.units.find(({ id }) => id === unitId);
    if (!unit || own.length < 3) return;
    change({ areas: [...areas, { unitId: unit.id, corners: [...own], name: unit.name, level: unit.level }] });
    setChosen(areas.length);
    setCorners([]);
    setUnitId(null);
  };
  const isDirty = name !== plan.name || areas !== plan.areas || points !== plan.points;
  const isIdle = unitId === null && eventId === null;
  const undo = () => {
    setDrawing(undone);
    setChosen(null);
  };
  const isUnsaved = isDirty || corners.length > 0;
  useEffect(() => {
    onDirty(isUnsaved);
    return () => onDirty(false);
  }, [isUnsaved, onDirty]);
  const save = async () => {
    setProblem('');
    try {
      const body = {
        commandId,
        version: plan.version,
        name,
        areas: areas.map((area) => ({ unitId: area.unitId, corners: area.corners })),
        points: points.map((point) => ({ eventId: point.eventId, x: point.x, y: point.y })),
      };
      await send.run({ params: { id: plan.id }, body });
      notice('已保存四色图');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const { width, height } = plan;
  const quarter: [number, number][] = [
    [Math.round(width * 0.25), Math.round(height * 0.25)],
    [Math.round(width * 0.5), Math.round(height * 0.25)],
    [Math.round(width * 0.5), Math.round(height * 0.5)],
    [Math.round(width * 0.25), Math.round(height * 0.5)],
  ];
  return (
    <>
      {isUnsaved && <LeaveGuard what="四色分布图" isSending={send.isRunning} />}
      <div className="zb-plan-tools">
        <Select
          aria-label="画哪个单元的区域"
          placeholder="画区域：选单元"
          value={unitId}
          allowClear
          onChange={(id: string | null) => {
            setUnitId(id ?? null);
            setEventId(null);
            setChosen(null);
            setCorners([]);
          }}
          options={file.units.map((unit) => ({ value: unit.id, label: unit.name }))}
        />
        <Select
          aria-label="标哪个风险点"
          placeholder="标风险点：选事件"
          value={eventId}
          allowClear
          showSearch
          optionFilterProp="label"
          onChange={(id: string | null) => {
            setEventId(id ?? null);
            setUnitId(null);
            setChosen(null);
          }}
          options={events.map((event) => ({ value: event.id, label: event.name }))}
        />
        {areas.length > 0 && (
          <Select
            aria-label="调整哪个区域的角"
            placeholder="调整区域：选已画的"
            value={chosen}
            allowClear
            onChange={(n: number | null) => {
              setChosen(n ?? null);
              setUnitId(null);
              setEventId(null);
              setCorners([]);
            }}
            options={areas.map((area, n) => ({ value: n, label: `${n + 1}. ${area.name}` }))}
          />
        )}
        {unitId && corners.length >= 3 && (
          <Button type="primary" onClick={() => addArea(corners)}>
            完成区域
          </Button>
        )}
        {unitId && corners.length > 0 && <Button onClick={() => setCorners(corners.slice(0, -1))}>撤销上一个角</Button>}
        {unitId && corners.length === 0 && <Button onClick={() => addArea(quarter)}>放一个方形区域</Button>}
        {eventId && <Button onClick={() => place(Math.round(width / 2), Math.round(height / 2))}>放在图中央</Button>}
        {isIdle && drawing.before.length > 0 && <Button onClick={undo}>撤销上一步</Button>}
        <Button
          type={isDirty ? 'primary' : 'default'}
          disabled={!isDirty}
          loading={send.isRunning}
          onClick={() => void save()}
        >
          保存图
        </Button>
      </div>
      <p className="zb-assess-source" role="status">
        {unitId
          ? `依次点出区域的各个角（已 ${corners.length} 个），双击或点“完成区域”结束。键盘：在图上用方向键移动十字，回车落角，退格撤销。`
          : eventId
            ? '在图上点出风险点的位置；键盘用方向键移动十字，回车落点。'
            : chosen !== null
              ? '拖动白色圆点移动这个区域的角。键盘：Tab 选角，方向键移动，按住 Shift 微调。'
              : areas.length > 0
                ? '颜色随风险等级自动变化。点击一个区域可以调整它的角。'
                : '颜色随风险等级自动变化，不需要手工涂色。'}
      </p>
      {problem && <Alert type="error" title={problem} role="alert" />}
      <PlanSvg
        plan={{ ...plan, name, areas: [...areas], points: [...points] }}
        drawing={corners}
        {...(isIdle ? { onPick: setChosen } : { onPlace: place })}
        chosen={chosen}
        onMove={(corner, to, step) =>
          chosen !== null && change({ areas: withCorner(areas, chosen, corner, to) }, `${chosen} ${step}`)
        }
        onClose={() => addArea(corners)}
        onUndo={() => setCorners(corners.slice(0, -1))}
      />
      <PlanLegend />
      <details className="zb-plan-table">
        <summary>图名和坐标（可用键盘修改，单位为图宽的 {width} 分之一）</summary>
        <Labelled label="图名">
          <Input value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
        </Labelled>
        <table>
          <thead>
            <tr>
              <th scope="col">区域或风险点</th>
              <th scope="col">位置</th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {areas.map((area, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a unit may have several areas, and they have no other name
              <tr key={`${area.unitId}-${n}`}>
                <th scope="row">{area.name}</th>
                <td>
                  <CornersInput
                    label={`${area.name}的各角`}
                    corners={area.corners}
                    onChange={(own) =>
                      change(
                        { areas: areas.map((one, at) => (at === n ? { ...one, corners: own } : one)) },
                        `typed ${n}`,
                      )
                    }
                  />
                </td>
                <td>
                  <Button
                    type="text"
                    onClick={() => {
                      change({ areas: areas.filter((_, at) => at !== n) });
                      setChosen(null);
                    }}
                  >
                    删除区域
                  </Button>
                </td>
              </tr>
            ))}
            {points.map((point) => {
              const move = (to: Partial<Point>) =>
                change(
                  { points: points.map((one) => (one.eventId === point.eventId ? { ...one, ...to } : one)) },
                  `typed ${point.eventId}`,
                );
              return (
                <tr key={point.eventId}>
                  <th scope="row">{point.name}</th>
                  <td>
                    <InputNumber
                      aria-label={`${point.name}横坐标`}
                      min={0}
                      max={width}
                      value={point.x}
                      onChange={(x) => move({ x: x ?? 0 })}
                    />{' '}
                    <InputNumber
                      aria-label={`${point.name}纵坐标`}
                      min={0}
                      max={height}
                      value={point.y}
                      onChange={(y) => move({ y: y ?? 0 })}
                    />
                  </td>
                  <td>
                    <Button
                      type="text"
                      onClick={() => change({ points: points.filter(({ eventId: id }) => id !== point.eventId) })}
                    >
                      删除标记
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <Button
          danger
          type="text"
          onClick={() =>
            confirm({
              title: `删除“${plan.name}”？`,
              consequence: '图上的区域和标记一并删除，风险清单不受影响。',
              verb: '删除',
              irreversible: true,
              run: () => remove.run({ params: { id: plan.id }, body: { commandId: newId(), version: plan.version } }),
            })
          }
        >
          删除这张图
        </Button>
      </details>
    </>
  );
}

interface CornersInputProps {
  readonly label: string;
  readonly corners: readonly (readonly [number, number])[];
  readonly onChange: (corners: [number, number][]) => void;
}

function CornersInput({ label, corners, onChange }: CornersInputProps) {
  const [typed, setTyped] = useState({ words: '', of: [] as typeof corners });
  // What was typed stands until the corners change some other way.
  const words = typed.of === corners ? typed.words : sayCorners(corners);
  const read = cornersOf(words);
  return (
    <Input
      aria-label={label}
      value={words}
      status={read ? '' : 'error'}
      onChange={({ target }) => {
        const own = cornersOf(target.value);
        setTyped({ words: target.value, of: own ?? corners });
        if (own) onChange(own);
      }}
    />
  );
}
