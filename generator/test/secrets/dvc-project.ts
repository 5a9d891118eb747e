import { join } from 'node:path';
import { stringify } from 'yaml';
import { pairsOf, write, type Plants } from './plants.ts';

/** A project of DVC, with plants in its commands, parameters, metrics, and words about a model. */
export function dvcProject(root: string, plants: Plants): string {
  const params = {
    ...Object.fromEntries(pairsOf(plants)),
    ...Object.fromEntries(plants.texts.map((text, index) => [`list${index}`, [text]])),
  };
  // A dot parts one name from the next: what is parted cannot be known any more.
  const whole = plants.texts.filter((text) => !text.includes('.'));
  const names = Object.fromEntries(whole.map((text) => [text, { depth: 1 }]));
  const cmd = plants.texts.map((text) => `run ${text}`);
  const file = (name: string, value: unknown): void => write(root, `dvc/${name}`, stringify(value));
  file('dvc.yaml', {
    stages: { train: { cmd, params: [{ 'params.yaml': null }], metrics: ['scores.json'] } },
    artifacts: { net: { path: 'model.bin', desc: cmd.join('\n'), labels: cmd } },
  });
  file('dvc.lock', {
    schema: '2.0',
    stages: {
      train: {
        cmd: cmd.join(' && '),
        deps: [{ path: 'data.csv', md5: 'aa' }],
        params: { 'params.yaml': { ...params, ...names } },
      },
    },
  });
  file('params.yaml', { train: params, more: names });
  file('dvclive/params.yaml', params);
  write(root, 'dvc/dvclive/metrics.json', JSON.stringify({ loss: 0.25, step: 1 }));
  write(root, 'dvc/scores.json', JSON.stringify({ accuracy: 0.5, ...params, names: plants.texts }));
  return join(root, 'dvc');
}
