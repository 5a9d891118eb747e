#!/usr/bin/env node
import { resolve } from 'node:path';
import { start } from '@modelfolio/command-line/start';

await start(async () => {
  const [{ realTrainerEffects, runTrainer }, { censusTrainer }] = await Promise.all([
    import('@modelfolio/training/trainer'),
    import('../census/train-census.ts'),
  ]);
  const root = resolve(import.meta.dirname, '..', '..', '..');
  return (args, signal) => runTrainer(censusTrainer, args, realTrainerEffects(root, signal));
});
