import type { TrainingOptions } from './candidates.ts';
import type { TrainingEffects } from './train-network.ts';

/** Progress of a training in words: a line for each epoch, and a transient one in between. */
export function progressLine(
  { candidate, epochs }: Pick<TrainingOptions, 'candidate' | 'epochs'>,
  report: (text: string, transient?: boolean) => void,
): Pick<TrainingEffects, 'progress' | 'epochDone'> {
  return {
    progress(step, steps, { seconds }) {
      const left = (seconds / step) * (steps - step);
      report(`${candidate}: step ${step} of ${steps}, about ${duration(left)} left`, true);
    },
    epochDone({ epoch, trainLoss, trainAccuracy, validationLoss, validationAccuracy }) {
      report(
        `${candidate}: epoch ${epoch} of ${epochs}: train loss ${trainLoss.toFixed(4)}, accuracy ${percent(trainAccuracy)}; ` +
          `validation loss ${validationLoss.toFixed(4)}, accuracy ${percent(validationAccuracy)}`,
      );
    },
  };
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
