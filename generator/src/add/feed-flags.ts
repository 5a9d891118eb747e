import type { FedAs } from '@modelfolio/onnx';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { AddOptions } from './add-options.ts';

/** How a person says that the data is meant; `null` where nothing was said. */
export type FeedFlags = Pick<FedAs, 'transpose' | 'scale'>;

/**
 * What `--transpose` and `--scale` say.
 *
 * @throws ModelfolioError `usage`
 * @example
 * feedFlags({ transpose: '2,0,1', scale: '1/255' }); // { transpose: [2, 0, 1], scale: { times: 1, by: 255 } }
 */
export function feedFlags({ transpose, scale }: Pick<AddOptions, 'transpose' | 'scale'>): FeedFlags {
  return {
    transpose: transpose === undefined ? null : axesOf(transpose),
    scale: scale === undefined ? null : factorOf(scale),
  };
}

function axesOf(text: string): number[] {
  const axes = text.split(',').map((part) => part.trim());
  if (axes.every((part) => /^\d$/.test(part))) return axes.map(Number);
  throw new ModelfolioError('usage', `--transpose ${JSON.stringify(text)}: expected numbers of axes`, {
    hint: 'axes of one row from 0, in the order in which the model takes them: 2,0,1 for channels that stand last',
  });
}

/** A quotient is kept as one: dividing by 255 is not multiplying by its rounded inverse. */
function factorOf(text: string): NonNullable<FeedFlags['scale']> {
  const [, times = '', by = '1'] = /^\s*(\d+(?:\.\d+)?)\s*(?:\/\s*(\d+(?:\.\d+)?))?\s*$/.exec(text) ?? [];
  const scale = { times: Number(times), by: Number(by) };
  if (times !== '' && scale.times > 0 && scale.by > 0) return scale;
  throw new ModelfolioError('usage', `--scale ${JSON.stringify(text)}: expected a number or a quotient`, {
    hint: 'e.g. 1/255 for bytes that the model takes from 0 to 1, 1 for numbers that it takes as they are',
  });
}
