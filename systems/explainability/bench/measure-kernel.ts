import { askPython } from '@modelfolio/measuring/interop-python';
import { median } from '@modelfolio/statistics/quantiles';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import {
  errorCurve,
  kernelSetUp,
  ownEstimate,
  timeToError,
  webshapEstimate,
  type CurvePoint,
} from './kernel-shap-work.ts';

export interface KernelMeasurements {
  readonly columns: number;
  readonly backgroundRows: number;
  readonly seeds: number;
  readonly version: string;
  readonly curves: {
    readonly modelfolio: CurvePoint[];
    readonly shap: CurvePoint[];
    readonly webshap: CurvePoint[];
  };
  /** Seconds until an error of 1 %, all models taking what ours takes for a row; `null` where it is not reached. */
  readonly toOnePerCent: Record<'modelfolio' | 'shap' | 'webshap', number | null>;
}

/** Relative error that the time is told for. */
export const statedError = 0.01;

/** Error against enumeration and time of KernelSHAP by us, by shap and by WebSHAP's method, on the same rows. */
export async function measureKernel(quick: boolean): Promise<KernelMeasurements> {
  await tf.setBackend('cpu');
  const seeds = quick ? [1] : [1, 2, 3, 4, 5];
  const setUps = [];
  for (const seed of seeds) setUps.push(await kernelSetUp(seed));
  const own = await errorCurve(
    ownEstimate,
    setUps,
    quick ? [256, 1024] : [128, 256, 512, 1024, 2048, 4096, 8192],
  );
  const webshap = await errorCurve(webshapEstimate(tf, false), setUps, quick ? [128] : [128, 512, 2048]);
  const perRow = median(own.map(({ modelSeconds, evaluations }) => modelSeconds / evaluations));
  const answer = await askPython<{
    shap: string;
    curve: CurvePoint[];
    secondsToOnePerCent: number | null;
  }>('bench_explain_kernel.py', perRow);
  return {
    columns: 16,
    backgroundRows: 10,
    seeds: seeds.length,
    version: answer.shap,
    curves: { modelfolio: own, shap: answer.curve, webshap },
    toOnePerCent: {
      modelfolio: timeToError(own, statedError, perRow),
      shap: answer.secondsToOnePerCent,
      webshap: timeToError(webshap, statedError, perRow),
    },
  };
}
