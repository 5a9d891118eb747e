import { DemoError } from '@modelfolio/pages/demo-error';
import { imageHeader, type ImageHeader } from './image-header.ts';
import type { Rgba } from './to-data-set.ts';

/** Longest side at which a picture is worked on: ten times what the model sees is enough. */
const workingSide = 280;
/** A JPEG's size stands behind its preview and colour profile. */
const headerBytes = 256_000;
const maxFileBytes = 40_000_000;

/**
 * Decodes a picture that a visitor gave, scaled down to what the conversion needs. Its size is judged by its
 * first bytes, before anything is decoded.
 *
 * @throws DemoError
 */
export async function decodeUpload(file: Blob): Promise<{ header: ImageHeader; image: Rgba }> {
  if (file.size > maxFileBytes)
    throw new DemoError(
      'too-large',
      `This file has ${Math.round(file.size / 1e6)} MB; at most ${maxFileBytes / 1e6} MB are taken.`,
    );
  const header = imageHeader(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()));
  // The kind that was found, not the one the file claims: nothing else may decode it.
  const typed = new Blob([file], { type: `image/${header.format.toLowerCase()}` });
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(typed);
  } catch (cause) {
    throw new DemoError('broken', `This ${header.format} is damaged: the browser cannot decode it.`, {
      cause,
    });
  }
  try {
    // The decoder turns a photograph upright, so its sides are asked, not the header's.
    const scale = Math.min(1, workingSide / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new DemoError('broken', 'This browser offers no canvas to decode the picture with.');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    return { header, image: context.getImageData(0, 0, width, height) };
  } finally {
    bitmap.close();
  }
}
