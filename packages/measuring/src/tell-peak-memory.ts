// For `node --import`: when the process ends, its peak memory in bytes is added to the file that PEAK_MEMORY_FILE names,
// a line for each process. Processes that it starts tell theirs too, if they get the same NODE_OPTIONS.
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env['PEAK_MEMORY_FILE'];
if (file !== undefined && isMainThread)
  process.on('exit', () => appendFileSync(file, `${process.resourceUsage().maxRSS * 1024}\n`));
