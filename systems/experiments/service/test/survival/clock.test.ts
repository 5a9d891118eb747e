import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { need, newRun, survivalTrial } from './survival-trial.ts';

const { at, start } = survivalTrial();
const hour = 3_600_000;

/** Begins Node with a clock that is off by what a file says, in milliseconds. */
function withClock(file: string): string[] {
  const module = at('clock.mjs');
  writeFileSync(
    module,
    `import { readFileSync } from 'node:fs';
const real = Date.now;
Date.now = () => real() + Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
`,
  );
  return [process.execPath, '--import', pathToFileURL(module).href];
}

it('a clock that is set back changes no ids, loses no rows of a page and keeps nobody waiting', async () => {
  const file = at('offset');
  writeFileSync(file, '0');
  const { url } = await start([], { launch: withClock(file) });
  const began = Date.now();
  const made: string[] = [];
  const times: number[] = [];
  for (const offset of [0, 2 * hour, -hour, -2 * hour, 0]) {
    writeFileSync(file, String(offset));
    const { experiment_id } = await need(url, 'experiments/create', { name: `offset ${made.length}` });
    made.push(experiment_id);
    const { experiment } = await need(url, `experiments/get?experiment_id=${experiment_id}`);
    times.push(Math.round((experiment.creation_time - began) / hour));
  }
  // It tells the time that it is told; ids go on.
  expect(times).toEqual([0, 2, -1, -2, 0]);
  expect(made).toEqual(['1', '2', '3', '4', '5']);

  const seen: string[] = [];
  let token = '';
  do {
    const page = await need(url, 'experiments/search', { max_results: 2, page_token: token });
    seen.push(...page.experiments.map(({ experiment_id: id }: { experiment_id: string }) => id));
    token = page.next_page_token ?? '';
    // Between pages too.
    writeFileSync(file, String(-hour * seen.length));
  } while (token !== '');
  // The newest first, by the time that they have.
  expect(seen).toEqual(['2', '5', '1', '0', '3', '4']);

  // What counts as the latest is a matter of steps and times of the client.
  const run = await newRun(url, { start_time: 5 });
  for (const [step, value] of [
    [2, 20],
    [1, 10],
  ])
    await need(url, 'runs/log-metric', {
      run_id: run,
      key: 'a',
      value,
      timestamp: 9 - (step as number),
      step,
    });
  const { data } = (await need(url, `runs/get?run_id=${run}`)).run;
  expect(data.metrics).toEqual([expect.objectContaining({ value: 20, step: 2 })]);
  // An end before its start is kept as it is.
  await need(url, 'runs/update', { run_id: run, status: 'FINISHED', end_time: 1 });
  expect((await need(url, `runs/get?run_id=${run}`)).run.info).toMatchObject({ start_time: 5, end_time: 1 });
});
