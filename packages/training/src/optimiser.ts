import type { Gradients, Parameter } from './layers.ts';
import type { Tf, Variable } from './tensorflow.ts';

/** Settings that stay the same through a training. */
export interface OptimiserOptions {
  momentum: number;
  weightDecay: number;
}

/**
 * Stochastic gradient descent with Nesterov's momentum (Sutskever et al. 2013, section 2):
 * `v ← μv + g`, `w ← w − η(g + μv)`, where `g` includes the weight decay.
 */
export class NesterovOptimiser {
  readonly velocities: Variable[];
  readonly #tf: Tf;
  readonly #parameters: Parameter[];
  readonly #options: OptimiserOptions;

  constructor(tf: Tf, parameters: Parameter[], options: OptimiserOptions) {
    this.#tf = tf;
    this.#parameters = parameters;
    this.#options = options;
    this.velocities = parameters.map(({ variable }) => tf.tidy(() => tf.variable(tf.zeros(variable.shape))));
  }

  /** One step with learning rate `rate`. */
  step(gradients: Gradients, rate: number): void {
    const tf = this.#tf;
    const { momentum, weightDecay } = this.#options;
    for (const [index, parameter] of this.#parameters.entries()) {
      const gradient = gradients.get(parameter);
      const velocity = this.velocities[index];
      if (!gradient || !velocity) throw new Error(`no gradient for ${parameter.name}`);
      tf.tidy(() => {
        const { variable } = parameter;
        const decayed = parameter.decays ? tf.add(gradient, tf.mul(variable, weightDecay)) : gradient;
        velocity.assign(tf.add(tf.mul(velocity, momentum), decayed));
        variable.assign(tf.sub(variable, tf.mul(tf.add(decayed, tf.mul(velocity, momentum)), rate)));
      });
    }
  }

  dispose(): void {
    for (const velocity of this.velocities) velocity.dispose();
  }
}
