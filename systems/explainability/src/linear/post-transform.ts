import { ExplainabilityError } from '../explainability-error.ts';
import type { LinkStep } from './link.ts';

/**
 * What the attribute `post_transform` of ai.onnx.ml does to the outputs. With one target, ONNX Runtime passes over all but
 * PROBIT.
 *
 * @throws ExplainabilityError `unsupported` for PROBIT and SOFTMAX_ZERO
 */
export function postTransform(post: string, targets: number): LinkStep[] {
  if (post === 'PROBIT') throw refused('its outputs go through PROBIT, which is not known here');
  if (post === 'NONE' || targets === 1) return [];
  if (post === 'LOGISTIC') return ['logistic'];
  if (post === 'SOFTMAX') return ['softmax'];
  throw refused(`its outputs go through ${post}, which is not known here`);
}

const refused = (what: string): ExplainabilityError => new ExplainabilityError('unsupported', what);
