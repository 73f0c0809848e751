import { useEffect, useRef, useState } from 'react';
import './qr-scanner.css';

const PAUSE_MS = 200;
/** Enough for a printed code held at arm's length, quick enough for a cheap phone. */
const LONGEST_PX = 720;

/** What browsers on Android offer; not yet in TypeScript's own declarations. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = (new (options: {
  formats: readonly string[];
}) => Detector) & {
  getSupportedFormats(): Promise<readonly string[]>;
};
type Read = (video: HTMLVideoElement) => Promise<string | null>;

/** Looks through the camera for a QR code. Without a camera it says so; the page offers typing beside it. */
export function QrScanner({ onFound }: { onFound: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onFound);
  found.current = onFound;
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    let stream: MediaStream | null = null;
    const look = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const shown = video.current;
      if (isGone || !shown) return;
      shown.srcObject = stream;
      await shown.play();
      const read = await reader();
      while (!isGone) {
        const text = shown.videoWidth > 0 ? await read(shown) : null;
        if (text !== null && !isGone) found.current(text);
        await new Promise((done) => setTimeout(done, PAUSE_MS));
      }
    };
    look()
      .catch(() => !isGone && setProblem('没有打开摄像头。请允许使用摄像头，或在下面直接选择排查点。'))
      .finally(() => {
        for (const track of stream?.getTracks() ?? []) track.stop();
      });
    return () => {
      isGone = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  if (problem) return <p className="zb-notice">{problem}</p>;
  return (
    <div className="zb-scanner">
      <video ref={video} playsInline muted aria-label="摄像头画面" />
    </div>
  );
}

/** The phone's own detector where there is one, else a library, loaded only now. */
async function reader(): Promise<Read> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats = await own?.getSupportedFormats().catch((): string[] => []);
  if (own && formats?.includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue ?? null;
  }
  const { default: decode } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  return async (video) => {
    const scale = Math.min(1, LONGEST_PX / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decode(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return null; // no code in this picture
    }
  };
}
