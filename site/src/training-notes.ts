import type { RunRecord } from '@modelfolio/schemas';

/**
 * Why the curves of training and validation rows cannot be read against each other, as far as the run's parameters tell: the
 * loss on training rows is that of a harder task where targets are smoothed, rows are changed, or units are dropped.
 *
 * @returns `null` where nothing tells
 */
export function trainingNotes(params: RunRecord['params']): string | null {
  const causes = [
    isOn(params['labelSmoothing']) && 'smoothed labels',
    isOn(params['augmentation']) && 'augmented rows',
    isOn(params['dropout']) && 'dropout',
  ].filter((cause) => cause !== false);
  if (causes.length === 0) return null;
  const [last, ...before] = causes.toReversed();
  const words = before.length > 0 ? `${before.toReversed().join(', ')} and ${last}` : last;
  return `Training values were measured with ${words}, validation values without: a training loss above the validation loss is no error.`;
}

/** A number above 0, or words that do not say none. */
function isOn(value: RunRecord['params'][string] | undefined): boolean {
  const number = Number(value);
  if (value === null || value === undefined || typeof value === 'boolean') return value === true;
  if (String(value).trim() === '') return false;
  return Number.isNaN(number) ? !/^(?:none|no|false|off|nan)$/i.test(String(value).trim()) : number > 0;
}
