import { expect, it } from 'vitest';
import { createLanes } from './lanes.ts';

const nobody = new AbortController().signal;

it('has lanes that do not hold up each other, and closes them together', async () => {
  const lanes = createLanes({
    cheap: { concurrent: 1, seconds: 10 },
    dear: { concurrent: 1, queue: 1, seconds: 10 },
  });
  const never = new Promise<void>(() => {});
  const dear = [lanes.gates.dear.pass(nobody, () => never), lanes.gates.dear.pass(nobody, () => never)];
  expect({ busy: lanes.busy, waiting: lanes.waiting }).toEqual({ busy: 1, waiting: 1 });
  expect(await lanes.gates.cheap.pass(nobody, async () => 'answered')).toBe('answered');
  lanes.close();
  for (const answer of dear) await expect(answer).rejects.toMatchObject({ code: 'not-ready' });
  await expect(lanes.gates.cheap.pass(nobody, async () => 1)).rejects.toMatchObject({ code: 'not-ready' });
});
