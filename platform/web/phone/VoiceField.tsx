import { useEffect, useRef, useState } from 'react';
import { newId } from '../../domain/ids.ts';
import { forgetFile, keepFile, keptFile } from '../offline/kept-files.ts';
import { StorageFullError } from '../offline/storage.ts';
import { useSession } from '../session.ts';
import './photo-field.css';

const LONGEST_S = 60;
/** By what browsers can record, the widest known first. */
const FORMATS = [
  { type: 'audio/mp4', end: 'm4a' },
  { type: 'audio/webm', end: 'webm' },
] as const;

const format = () =>
  typeof MediaRecorder === 'undefined' || !navigator.mediaDevices
    ? undefined
    : FORMATS.find(({ type }) => MediaRecorder.isTypeSupported(type));

interface VoiceFieldProps {
  /** Id of the recording; it follows the entry that will name it. */
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

/** A spoken note of up to a minute, where the phone can record; elsewhere nothing is shown. */
export function VoiceField({ value, onChange }: VoiceFieldProps) {
  const { userId } = useSession();
  const recorder = useRef<MediaRecorder | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [kind] = useState(format);

  useEffect(
    () => () => {
      for (const track of recorder.current?.stream.getTracks() ?? []) track.stop();
    },
    [],
  );
  useEffect(() => {
    if (seconds === null) return;
    if (seconds >= LONGEST_S) recorder.current?.stop();
    const timer = setTimeout(() => setSeconds(seconds + 1), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  if (!kind) return null;

  const keep = async (parts: Blob[]) => {
    const id = newId();
    const file = new File(parts, `语音.${kind.end}`, { type: kind.type });
    try {
      await keepFile(id, file, { owner: userId, purpose: 'entry' });
      onChange(id);
    } catch (error) {
      setProblem(error instanceof StorageFullError ? error.message : '录音没有存下，请再试一次。');
    }
  };
  const start = async () => {
    setProblem(null);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const parts: Blob[] = [];
      const made = new MediaRecorder(stream, { mimeType: kind.type, audioBitsPerSecond: 32_000 });
      made.ondataavailable = ({ data }) => parts.push(data);
      made.onstop = () => {
        for (const track of stream.getTracks()) track.stop();
        setSeconds(null);
        void keep(parts);
      };
      made.start();
      recorder.current = made;
      setSeconds(0);
    } catch {
      setProblem('没有使用麦克风的权限，可以改用文字。');
    }
  };
  return (
    <div className="zb-voice">
      {value ? (
        <Recording
          id={value}
          onRemove={() => {
            void forgetFile(value);
            onChange(null);
          }}
        />
      ) : (
        <button
          type="button"
          className="zb-button zb-phone-block"
          aria-pressed={seconds !== null}
          onClick={() => (seconds === null ? void start() : recorder.current?.stop())}
        >
          {seconds === null ? '按一下录音' : `正在录音 ${seconds} 秒，按一下结束`}
        </button>
      )}
      {problem && (
        <p className="zb-field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Recording({ id, onRemove }: { id: string; onRemove: () => void }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    void keptFile(id).then((file) => {
      if (!file || isGone) return;
      made = URL.createObjectURL(file);
      setUrl(made);
    });
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  return (
    <div className="zb-voice-kept">
      {/* biome-ignore lint/a11y/useMediaCaption: a note somebody has just spoken */}
      {url ? <audio controls src={url} /> : <span>已录音</span>}
      <button type="button" className="zb-link" onClick={onRemove}>
        删除录音
      </button>
    </div>
  );
}
