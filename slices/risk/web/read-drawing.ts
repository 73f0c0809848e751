import { upload } from '@zhiben/platform/web/upload.ts';

/** A drawing as it is kept: always a picture, with the size in whose units places on it are given. */
export interface Drawing {
  readonly fileId: string;
  readonly width: number;
  readonly height: number;
}

/** Long side of the picture that a PDF page becomes, px: fine enough for A3, small enough for a phone. */
const PDF_SIDE = 2400;
const LONG_SIDE = 1600;

/** Places are given in units of the longer side, whatever the picture's pixels. */
function unitsOf(width: number, height: number): { width: number; height: number } {
  const factor = LONG_SIDE / Math.max(width, height);
  return { width: Math.max(100, Math.round(width * factor)), height: Math.max(100, Math.round(height * factor)) };
}

/**
 * Uploads a picture, or a page of a PDF turned into one: what is shown and printed is then the same everywhere.
 * @throws Error with a Chinese sentence, ProblemError of the upload
 */
export async function readDrawing(file: File, page: number): Promise<Drawing> {
  const isPdf = file.type === 'application/pdf' || /\.pdf$/i.test(file.name);
  const picture = isPdf ? await pictureOfPage(file, page) : file;
  const bitmap = await createImageBitmap(picture).catch(() => {
    throw new Error('这个文件不能作为底图，请选择 jpg、png、webp 图片或 PDF。');
  });
  const size = unitsOf(bitmap.width, bitmap.height);
  bitmap.close();
  const { id } = await upload(picture);
  return { fileId: id, ...size };
}

/** Sizes of a blank sheet: A3 across. */
export const BLANK = { width: 1600, height: 1131 } as const;

async function pictureOfPage(file: File, number: number): Promise<File> {
  const [pdfjs, worker] = await Promise.all([
    import('pdfjs-dist'),
    import('pdfjs-dist/build/pdf.worker.min.mjs?url') as Promise<{ default: string }>,
  ]);
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  const loading = pdfjs.getDocument({ data: await file.arrayBuffer(), isEvalSupported: false });
  const pdf = await loading.promise.catch(() => {
    throw new Error('PDF 打不开，文件可能已损坏或加了密码。');
  });
  try {
    if (number > pdf.numPages) throw new Error(`这份 PDF 只有 ${pdf.numPages} 页。`);
    const page = await pdf.getPage(number);
    const plain = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: PDF_SIDE / Math.max(plain.width, plain.height) });
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport }).promise;
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('这一页不能转成图片，请换一个文件。');
    return new File([blob], `${file.name.replace(/\.pdf$/i, '')}-第${number}页.png`, { type: 'image/png' });
  } finally {
    await loading.destroy();
  }
}
