import { ExplainabilityError } from '../explainability-error.ts';

interface LayerConfig {
  class_name: string;
  config: { name?: string; activation?: string; axis?: number } & Record<string, unknown>;
}

const squashing = ['softmax', 'sigmoid'];

/**
 * The topology of a layers model with its last activation taken out, so that the model gives logits. Explanations are of
 * logits: a probability near 1 hardly reacts to anything, and one class's softmax is also about all the others.
 *
 * @param topology `modelTopology` of a `model.json`: `Sequential`, or `Model` whose last layer is its output
 * @returns a changed copy
 * @throws ExplainabilityError `unsupported` where the last layer ends in neither softmax nor sigmoid
 *
 * @example
 * const logits = await loadLayersModel({ load: async () => ({ ...artifacts, modelTopology: logitsTopology(topology) }) });
 */
export function logitsTopology(topology: object): object {
  const copy = structuredClone(topology) as {
    model_config?: { config: unknown };
    config?: unknown;
  };
  const config = (copy.model_config ?? copy).config as { layers?: LayerConfig[] } | LayerConfig[] | undefined;
  const last = (Array.isArray(config) ? config : config?.layers)?.at(-1);
  if (last?.class_name === 'Softmax') {
    last.class_name = 'Activation';
    last.config = { name: last.config.name ?? 'logits', activation: 'linear' };
    return copy;
  }
  const activation = last?.config.activation;
  if (!last || activation === undefined || !squashing.includes(activation))
    throw new ExplainabilityError(
      'unsupported',
      `the model ends in ${last ? `${last.class_name} with ${activation ?? 'no activation'}` : 'no layer'}, expected softmax or sigmoid`,
      { hint: 'pass a function of your own that gives logits' },
    );
  last.config.activation = 'linear';
  return copy;
}
