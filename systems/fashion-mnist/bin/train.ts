#!/usr/bin/env node
import { resolve } from 'node:path';
import { start } from '@modelfolio/command-line/start';

await start(async () => {
  const [{ realTrainerEffects, runTrainer }, { usualDataset }, { fashionMnistTrainer }] = await Promise.all([
    import('@modelfolio/training/trainer'),
    import('../src/dataset.ts'),
    import('../src/train-command.ts'),
  ]);
  const root = resolve(import.meta.dirname, '..', '..', '..');
  return (args, signal) =>
    runTrainer(fashionMnistTrainer, args, {
      ...realTrainerEffects(root, signal),
      dataset: usualDataset(root),
    });
});
