// Runs on any Node from 20 on, before anything is installed: only Node's own modules here.
import { appendFileSync, readFileSync } from 'node:fs';

/**
 * Does the work of a stage. Where `CI_STAGES` names a file, a line there says when it began and another when it ended, so
 * that the time is known of a stage too that never came to its end.
 *
 * @param name of the stage
 * @param work resolves to an exit code
 * @returns that code
 */
export async function stage(name, work) {
  note({ name, began: Date.now() });
  const code = await work();
  note({ name, ended: Date.now(), code });
  return code;
}

function note(line) {
  const file = process.env.CI_STAGES;
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/**
 * A table of the stages noted in a file: minutes and seconds, name, how it ended. A stage may run beside another, so the sum
 * may be more than the whole.
 *
 * @param file that {@link stage} wrote
 * @param began when the whole began, in milliseconds since 1970
 * @param now the end of what has not ended
 */
export function tableOfStages(file, began, now) {
  const stages = new Map();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { name, ...said } = JSON.parse(line);
    stages.set(name, { ...stages.get(name), ...said });
  }
  const rows = [...stages].map(
    ([name, { began: from, ended, code }]) =>
      `${clock((ended ?? now) - from)}  ${name}${ended === undefined ? ': did not end' : code === 0 ? '' : ': failed'}`,
  );
  return ['── time by stage', ...rows, `${clock(now - began)}  in all`].join('\n');
}

/** Minutes and seconds, `  3:07`. */
function clock(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`.padStart(6);
}
