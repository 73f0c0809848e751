import { useState } from 'react';
import { Section } from '../kit/Section.tsx';

/** 导出到文件 and 从文件导入: the last resort when a phone cannot send any more. */
export function OutboxExchange({ hasUnsent }: { hasUnsent: boolean }) {
  const [said, setSaid] = useState<{ words: string; isProblem: boolean } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<string>) => {
    setBusy(true);
    setSaid(null);
    try {
      setSaid({ words: await work(), isProblem: false });
    } catch (error) {
      console.error(error);
      setSaid({ words: error instanceof Error ? error.message : '没有成功，请再试一次。', isProblem: true });
    } finally {
      setBusy(false);
    }
  };
  // Loaded when it is needed: hardly anybody ever does.
  const tool = () => import('./outbox-file.ts');
  const save = () =>
    run(async () => {
      const file = await (await tool()).exportOutbox();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = file.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return `已导出“${file.name}”。手机里的内容还在；在电脑或另一台手机上打开“待上传”，可导入这个文件。`;
    });
  const load = (file: File | undefined) =>
    file &&
    run(async () => {
      const { entries, files, known } = await (await tool()).importOutbox(file);
      return `导入 ${entries} 条、${files} 个附件${known > 0 ? `，${known} 条本机已有` : ''}。本人登录后自动上传。`;
    });
  return (
    <Section title="导出和导入">
      <p className="zb-field-hint">
        手机要更换、存储已满或一直无法上传时，把没有上传的内容连同照片导出成一个文件保存。
      </p>
      {said && (
        <p className="zb-notice" data-kind={said.isProblem ? 'problem' : undefined} role="alert">
          {said.words}
        </p>
      )}
      <div className="zb-outbox-exchange">
        <button type="button" className="zb-button" disabled={isBusy || !hasUnsent} onClick={() => void save()}>
          导出到文件
        </button>
        <label className="zb-button">
          从文件导入
          <input
            type="file"
            accept=".zip,application/zip"
            className="zb-visually-hidden"
            disabled={isBusy}
            onChange={(event) => {
              void load(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </label>
      </div>
    </Section>
  );
}
