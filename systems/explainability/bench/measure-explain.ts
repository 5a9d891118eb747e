import { join } from 'node:path';
import { askProcess } from '@modelfolio/measuring/ask-process';
import { measureKernel, type KernelMeasurements } from './measure-kernel.ts';
import { measureTrees, type TreeMeasurements } from './measure-trees.ts';
import { withFolder } from '@modelfolio/measuring/with-folder';

export interface ExplainMeasurements {
  readonly trees: TreeMeasurements;
  readonly kernel: KernelMeasurements;
  /** Bytes in use after a thousand explanations, and after a thousand more. */
  readonly memory: { readonly first: number; readonly last: number; readonly explanations: number };
  /** Of each edit in the what-if dashboard. */
  readonly redraw: {
    readonly milliseconds: readonly number[];
    readonly longTasks: readonly number[];
    readonly sliderFrames: readonly number[];
    readonly chromium: string;
  };
}

export interface MeasureOptions {
  readonly root: string;
  readonly quick: boolean;
  readonly say: (words: string) => void;
}

/** All that the benchmark measures, one thing after the other. */
export function measureExplain({ root, quick, say }: MeasureOptions): Promise<ExplainMeasurements> {
  return withFolder(async (folder) => {
    say('TreeSHAP: 100 trees of depth 4, 14 columns, 100 background rows');
    const trees = await measureTrees(folder);
    say('KernelSHAP: error against enumeration and time, 16 columns, 10 background rows');
    const kernel = await measureKernel(quick);
    say('Memory over a thousand explanations');
    const memory = await askProcess<ExplainMeasurements['memory']>(process.execPath, [
      '--expose-gc',
      join(import.meta.dirname, 'explanation-memory.ts'),
      folder,
    ]);
    say('Edits in the what-if dashboard, in Chromium');
    const redraw = await askProcess<ExplainMeasurements['redraw']>(process.execPath, [
      join(root, 'e2e/bench/what-if-redraw.ts'),
      '--edits',
      quick ? '6' : '60',
    ]);
    return { trees, kernel, memory, redraw };
  });
}
