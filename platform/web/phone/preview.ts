const PREVIEW_PX = 360;

/** A small picture of a photo as an object URL: whole photos side by side exhaust the memory of cheap phones. */
export async function previewOf(photo: Blob): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(photo);
    const scale = Math.min(1, PREVIEW_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
    return small && URL.createObjectURL(small);
  } catch {
    // A format this browser cannot draw (HEIC): it is sent all the same.
    return null;
  }
}
