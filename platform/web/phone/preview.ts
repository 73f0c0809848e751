const PREVIEW_PX = 360;
/** Enough to read a gauge; 500 of them fit into any phone that can run the app. */
const KEPT_PX = 1920;

/** A small picture of a photo as an object URL: whole photos side by side exhaust the memory of cheap phones. */
export async function previewOf(photo: Blob): Promise<string | null> {
  const small = await redraw(photo, PREVIEW_PX);
  return small && URL.createObjectURL(small);
}

/**
 * The photo redrawn no larger than 1920 px, as JPEG: small enough for a day of 500, and without what cameras write into
 * pictures, the place among it. One that this browser cannot draw stays as it is.
 */
export async function shrinkPhoto(photo: File): Promise<File> {
  const small = await redraw(photo, KEPT_PX);
  return small ? new File([small], `${photo.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' }) : photo;
}

/** null for a format this browser cannot draw (HEIC). */
async function redraw(photo: Blob, longest: number): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(photo, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
  } catch {
    return null;
  }
}
