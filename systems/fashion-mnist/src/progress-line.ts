import type { Terminal } from '@modelfolio/command-line/effects';
import { waitingTime } from '@modelfolio/command-line/progress';
import type { TrainingOptions } from './candidates.ts';
import type { TrainingEffects } from './train-network.ts';

/** Progress of a training in words: a line for each epoch, and a transient one in between. */
export function progressLine(
  { candidate, epochs }: Pick<TrainingOptions, 'candidate' | 'epochs'>,
  terminal: Pick<Terminal, 'note' | 'progress'>,
): Pick<TrainingEffects, 'progress' | 'epochDone'> {
  return {
    progress(step, steps, { seconds }) {
      const left = (seconds / step) * (steps - step);
      terminal.progress(`${candidate}: step ${step} of ${steps}, about ${waitingTime(left)} left`);
    },
    epochDone({ epoch, trainLoss, trainAccuracy, validationLoss, validationAccuracy }) {
      terminal.note(
        `${candidate}: epoch ${epoch} of ${epochs}: train loss ${trainLoss.toFixed(4)}, accuracy ${percent(trainAccuracy)}; ` +
          `validation loss ${validationLoss.toFixed(4)}, accuracy ${percent(validationAccuracy)}`,
      );
    },
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
