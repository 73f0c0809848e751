import type { AnswerControl } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useState } from 'react';
import { PositionPlot } from './PositionPlot.tsx';
import type { Position } from './position-view.ts';
import './enterprise.css';

/** Longitude and latitude, typed or taken from where the phone is. Kept only as the answer; no track is stored. */
export function PositionAnswer(control: AnswerControl<string | undefined>) {
  const [state, setState] = useState<'idle' | 'asking' | 'refused'>('idle');
  const ask = () => {
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        control.onChange(`${coords.longitude.toFixed(5)}, ${coords.latitude.toFixed(5)}`);
        setState('idle');
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return (
    <div className="zb-here">
      <TextAnswer {...(control as AnswerControl<string>)} placeholder="经度, 纬度" />
      <button type="button" className="zb-button zb-phone-block" disabled={state === 'asking'} onClick={ask}>
        {state === 'asking' ? '正在定位' : '使用当前位置'}
      </button>
      <PositionPlot
        value={positionOf(control.value)}
        onChange={({ longitude, latitude }) => control.onChange(`${longitude}, ${latitude}`)}
      />
      {state === 'refused' && <p role="alert">没有取得位置，请允许定位后重试，或在图上点选、直接填写。</p>}
    </div>
  );
}

function positionOf(words: string | undefined): Position | null {
  const [longitude = Number.NaN, latitude = Number.NaN] = (words ?? '').split(/[,，]/).map(Number);
  return Number.isNaN(longitude) || Number.isNaN(latitude) ? null : { longitude, latitude };
}
