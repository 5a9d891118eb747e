import type { Work } from '../model-function.ts';
import { classLogits, logitGradients } from './class-logit.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { baselineValues, checkImage, type ImageInput, type Logits } from './image-model.ts';
import { nextTurn } from './next-turn.ts';
import { ExplainabilityError } from '../explainability-error.ts';

export interface IntegratedGradientsOptions extends Work {
  /** The image that stands for "nothing there": one number everywhere, or an image. Default 0. */
  readonly baseline?: number | Float32Array | undefined;
  /** Gradients on the way from the baseline to the image, at first. Default 50. */
  readonly steps?: number | undefined;
  /** Doubling stops before there are more. Default 400. */
  readonly mostSteps?: number | undefined;
  /** Share of |F(x) − F(x′)| that the residual may be. Default 0.01. */
  readonly tolerance?: number | undefined;
  /** Images in one call of the model. The result does not depend on it. Default 10. */
  readonly batch?: number | undefined;
}

export interface IntegratedGradients {
  /** `[height, width, channels]`, in units of the logit. */
  readonly values: Float32Array;
  /** Gradients that were averaged. */
  readonly steps: number;
  /** F(x): the logit for the image. */
  readonly logit: number;
  /** F(x′): the logit for the baseline. */
  readonly baselineLogit: number;
  /** Completeness residual: the sum of all values minus (F(x) − F(x′)). 0 if the integral were exact. */
  readonly residual: number;
  /** |residual| / |F(x) − F(x′)|; `null` where the two logits are equal. */
  readonly relativeResidual: number | null;
}

/**
 * Integrated gradients of a class's logit (Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep Networks"):
 * (x − x′) · ∫₀¹ ∂F(x′ + α(x − x′)) dα by Gauss–Legendre quadrature, as captum's `IntegratedGradients`. The steps are doubled
 * until the values add up to F(x) − F(x′) within the tolerance, or there would be too many; the residual tells.
 *
 * @param logits see {@link Logits}
 * @throws ExplainabilityError `input`, `not-finite`, `unsupported`; the signal's reason when it is aborted
 *
 * @example
 * const { values, residual } = await integratedGradients((images) => model.apply(images) as Tensor, image, 3);
 */
export async function integratedGradients(
  logits: Logits,
  image: ImageInput,
  classIndex: number,
  options: IntegratedGradientsOptions = {},
): Promise<IntegratedGradients> {
  const { steps: first = 50, mostSteps = 400, tolerance = 0.01 } = options;
  checkImage(image);
  if (!Number.isInteger(first) || first < 1)
    throw new ExplainabilityError('input', `steps: ${first}, expected a whole number from 1`);
  const baseline = baselineValues(options.baseline ?? 0, image);
  const ends = new Float32Array(2 * baseline.length);
  ends.set(image.values);
  ends.set(baseline, baseline.length);
  const [logit = 0, baselineLogit = 0] = classLogits(logits, ends, image, classIndex);
  const difference = logit - baselineLogit;
  for (let steps = first; ; steps *= 2) {
    const values = await averageGradient(logits, image, baseline, classIndex, steps, options);
    let total = 0;
    for (let at = 0; at < values.length; at++) {
      values[at] = (values[at] as number) * ((image.values[at] as number) - (baseline[at] as number));
      total += values[at] as number;
    }
    const residual = total - difference;
    if (Math.abs(residual) > tolerance * Math.abs(difference) && 2 * steps <= mostSteps) continue;
    return {
      values: Float32Array.from(values),
      steps,
      logit,
      baselineLogit,
      residual,
      relativeResidual: difference === 0 ? null : Math.abs(residual / difference),
    };
  }
}

/** The weighted sum of the gradients between baseline and image, in double precision whatever the batches. */
async function averageGradient(
  logits: Logits,
  image: ImageInput,
  baseline: Float32Array,
  classIndex: number,
  steps: number,
  { batch = 10, signal, progress }: IntegratedGradientsOptions,
): Promise<Float64Array> {
  const { points, weights } = gaussLegendre(steps);
  const size = baseline.length;
  const sum = new Float64Array(size);
  for (let from = 0; from < steps; from += batch) {
    await nextTurn();
    signal?.throwIfAborted();
    const rows = Math.min(batch, steps - from);
    const images = Float32Array.from({ length: rows * size }, (_, at) => {
      const start = baseline[at % size] as number;
      const share = points[from + Math.floor(at / size)] as number;
      return start + share * ((image.values[at % size] as number) - start);
    });
    const gradients = logitGradients(logits, images, image, classIndex);
    for (let at = 0; at < gradients.length; at++)
      sum[at % size] =
        (sum[at % size] as number) +
        (weights[from + Math.floor(at / size)] as number) * (gradients[at] as number);
    progress?.((from + rows) / steps);
  }
  return sum;
}
