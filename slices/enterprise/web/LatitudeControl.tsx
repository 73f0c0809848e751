import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { PositionPlot } from './PositionPlot.tsx';
import type { Position } from './position-view.ts';

interface LatitudeControlProps {
  readonly id?: string;
  readonly value?: number | null;
  readonly onChange?: (latitude: number | null) => void;
  readonly prefix?: string | undefined;
}

/** The second of the two numbers, and below it the ground on which both are picked. */
export function LatitudeControl({ prefix, value = null, onChange, ...control }: LatitudeControlProps) {
  const form = Form.useFormInstance();
  const path = prefix ? [prefix, 'longitude'] : ['longitude'];
  const longitude = (Form.useWatch(path, form) as number | null | undefined) ?? null;
  const [state, setState] = useState<'idle' | 'asking' | 'refused'>('idle');
  const pick = (position: Position) => {
    form.setFieldValue(path, position.longitude);
    onChange?.(position.latitude); // tells the form that something was written
  };
  const ask = () => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
        pick({ longitude: round(coords.longitude), latitude: round(coords.latitude) });
        setState('idle');
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  const position = longitude === null || value === null ? null : { longitude, latitude: value };
  return (
    <>
      <InputNumber
        {...control}
        value={value}
        {...(onChange ? { onChange } : {})}
        style={{ width: '100%' }}
        controls={false}
      />
      <PositionPlot value={position} onChange={pick} />
      <Button onClick={ask} loading={state === 'asking'} style={{ marginTop: 8 }}>
        使用当前位置
      </Button>
      {state === 'refused' && <p role="alert">没有取得位置，请允许定位后重试，或在图上点选、直接填写。</p>}
    </>
  );
}
