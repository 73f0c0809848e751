import type { AnswerControl } from '@zhiben/platform/web/phone/PhoneTask.tsx';
import { TextAnswer } from '@zhiben/platform/web/phone/TextAnswer.tsx';
import { useState } from 'react';
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
      {state === 'refused' && <p role="alert">没有取得位置，请允许定位后重试，或直接填写。</p>}
    </div>
  );
}
