import { join } from 'node:path';
import { scalar, version } from '@modelfolio/runs/testing/event-files';
import { write, type Plants } from './plants.ts';

/** TensorBoard's event files, with plants as names of metrics, below a folder that a person is named in. */
export function eventLog(root: string, plants: Plants): string {
  const events = plants.texts.map((text, index) => scalar(text, index, 0.5));
  const file = 'logs/turing@example.org/events.out.tfevents.1700000000.gpu-7.42.0';
  write(root, file, Buffer.concat([version, ...events]));
  return join(root, 'logs');
}
