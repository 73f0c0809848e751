import { Button } from 'antd';
import type { Corrections } from './use-corrections.ts';

interface CorrectionBarProps {
  readonly unsure: number;
  readonly onlyUnsure: boolean;
  readonly onOnlyUnsure: (only: boolean) => void;
  readonly onStep: (by: 1 | -1) => void;
  /** null where nothing may be corrected. */
  readonly corrections: Corrections | null;
  readonly count: number;
  readonly onHistory: () => void;
  readonly onReread: () => void;
}

/** How far checking has come, whether all is saved, and the ways back. */
export function CorrectionBar(props: CorrectionBarProps) {
  const { unsure, onlyUnsure, onOnlyUnsure, onStep, corrections, count, onHistory, onReread } = props;
  return (
    <div className="plan-correction-bar" role="toolbar" aria-label="核对">
      <strong aria-live="polite">{unsure > 0 ? `还有 ${unsure} 处拿不准` : '没有拿不准的地方'}</strong>
      {unsure > 0 && (
        <>
          <Button size="small" onClick={() => onStep(-1)} title="上一处拿不准的（P）">
            上一处
          </Button>
          <Button size="small" onClick={() => onStep(1)} title="下一处拿不准的（N）">
            下一处
          </Button>
        </>
      )}
      {(unsure > 0 || onlyUnsure) && (
        <label>
          <input type="checkbox" checked={onlyUnsure} onChange={(event) => onOnlyUnsure(event.target.checked)} />{' '}
          先看拿不准的
        </label>
      )}
      <span className="plan-correction-space" />
      {corrections && (
        <>
          <SaveState corrections={corrections} />
          <Button size="small" disabled={!corrections.undo} onClick={() => corrections.undo?.()} title="撤销（Ctrl+Z）">
            撤销
          </Button>
          <Button size="small" disabled={!corrections.redo} onClick={() => corrections.redo?.()} title="重做（Ctrl+Y）">
            重做
          </Button>
        </>
      )}
      {count > 0 && (
        <Button size="small" onClick={onHistory}>
          更正记录 {count}
        </Button>
      )}
      {corrections && (
        <Button size="small" onClick={onReread}>
          重新识别
        </Button>
      )}
    </div>
  );
}

function SaveState({ corrections }: { corrections: Corrections }) {
  const { unsaved, problem, retry, corrections: made } = corrections;
  if (problem?.canRetry) {
    return (
      <span role="alert" className="plan-problem">
        {unsaved} 步没有保存，没有连上服务器。
        <button type="button" className="zb-link" onClick={retry}>
          重试
        </button>
      </span>
    );
  }
  if (unsaved > 0) return <span role="status">正在保存</span>;
  return <span role="status">{made.length > 0 ? '已保存' : ''}</span>;
}
