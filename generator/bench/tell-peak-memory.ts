// For `node --import`: when the process ends, its peak memory in bytes is written to file descriptor 3.
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS * 1024)));
