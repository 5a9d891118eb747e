import { numbersOf } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import type { Frame } from '../src/frame/frame.ts';
import { graphFeeds } from '../src/onnx/graph-feeds.ts';

/**
 * Probability of the second class for each row, by ONNX Runtime as anybody else would run it.
 *
 * @param model takes each column as `[N, 1]` and gives `probabilities` `[N, 2]`
 */
export async function probabilitiesOfGraph(model: Uint8Array, frame: Frame): Promise<Float64Array> {
  const session = await openSession(model);
  const { probabilities } = await session.run(graphFeeds(frame));
  await session.close();
  if (!probabilities) throw new TypeError('the model gives no probabilities');
  return numbersOf(probabilities).filter((_, place) => place % 2 === 1);
}
