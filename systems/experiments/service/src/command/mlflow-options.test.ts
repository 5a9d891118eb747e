import { describe, expect, it } from 'vitest';
import { runCommand } from '../../test/run-command.ts';
import { linesOfMlflowOptions, mlflowFlags, mlflowOptions } from './mlflow-options.ts';
import { settings } from './settings.ts';

describe('options of mlflow server', () => {
  it('are told where they have no effect, by the name that they were given under', () => {
    expect(linesOfMlflowOptions({ workers: '4', dev: true }, { MLFLOW_WORKERS: '4' })).toEqual([
      '--workers has no effect: one process answers all clients',
      '--dev has no effect: there is nothing to be reloaded',
    ]);
    expect(linesOfMlflowOptions({}, { MLFLOW_WORKERS: '4', MLFLOW_GUNICORN_OPTS: '' })).toEqual([
      'MLFLOW_WORKERS has no effect: one process answers all clients',
    ]);
    expect(linesOfMlflowOptions({}, {})).toEqual([]);
  });

  it.each(['artifacts-only', 'app-name', 'static-prefix', 'enable-workspaces'])(
    'are refused where something else would be served: --%s',
    async (name) => {
      const value = mlflowOptions[name]?.value === undefined ? [] : ['x'];
      const { code, noted } = await runCommand('serve', [`--${name}`, ...value]);
      expect([code, noted]).toEqual([2, [expect.stringContaining(`this server has no --${name}: `)]]);
    },
  );

  it('are no settings of this server', () => {
    expect(Object.keys(mlflowFlags).filter((name) => name in settings)).toEqual([]);
  });
});
