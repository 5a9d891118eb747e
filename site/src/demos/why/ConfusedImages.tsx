import { useEffect, useState } from 'preact/hooks';
import type { DemoModel } from '../drawing/demo-model.ts';
import type { ImageSession } from '../drawing/use-image-session.ts';
import type { AttributionMethod } from './attribution.ts';
import type { Confused } from '../drawing/share-state.ts';
import type { AttributionSession } from './attribution-session.ts';
import { ConfusedThumb } from './ConfusedThumb.tsx';
import type { ConfusedImage } from './confused-images.ts';
import { useConfused } from './use-confused.ts';
import { methods } from './why-words.ts';

type Props = {
  model: DemoModel;
  cell: Confused;
  engine: ImageSession | null;
  session: AttributionSession | null;
  method: AttributionMethod;
  /** Number of the test image that is shown. */
  current: number | null;
  onShow: (image: ConfusedImage) => void;
  onClose: () => void;
};

/** More are shown on request: each is explained. */
const shownAtOnce = 24;

/** The test images of a cell of the confusion matrix, each with what speaks for the class it was taken for. */
export function ConfusedImages(props: Props) {
  const { model, cell, engine, session, method, current, onShow, onClose } = props;
  const { state, more } = useConfused(model, engine, cell);
  const [limit, setLimit] = useState(shownAtOnce);
  useEffect(() => setLimit(shownAtOnce), [cell.actual, cell.predicted]);
  const { images, done, parts, phase, failure } = state;
  const [actual, predicted] = [model.classes[cell.actual], model.classes[cell.predicted]];
  const title =
    cell.actual === cell.predicted
      ? `Labelled ${actual}, and taken for it`
      : `Labelled ${actual}, taken for ${predicted}`;
  const shown = images.slice(0, limit);
  const hasMore = images.length > limit || phase === 'paused';
  const name = methods.find(({ id }) => id === method)?.name ?? '';

  function showMore(): void {
    setLimit(limit + shownAtOnce);
    if (phase === 'paused' && images.length < limit + shownAtOnce) more();
  }

  return (
    <section class="confused" aria-label="A cell of the confusion matrix">
      <div class="confused-head">
        <h2>{title}</h2>
        <button type="button" onClick={onClose}>
          {phase === 'looking' ? 'Cancel' : 'Close'}
        </button>
      </div>
      <p class="small muted" aria-live="polite">
        {phase === 'looking'
          ? `Looking through the test set: part ${done + 1} of ${parts}, ${images.length} found.`
          : `${images.length} ${images.length === 1 ? 'image' : 'images'} in ${done === parts ? 'the whole test set' : `${done} of ${parts} parts of the test set`}. Colours: ${name.toLowerCase()} of the logit of ${predicted}.`}
      </p>
      {phase === 'looking' && <progress max={parts} value={done} aria-label="Parts of the test set" />}
      {failure && <p class="notice error">{failure}</p>}
      <ul class="thumbs">
        {shown.map((image) => (
          <li key={image.index}>
            <ConfusedThumb
              image={image}
              size={model}
              session={session}
              question={{ pixels: image.pixels, class: cell.predicted, method }}
              pressed={current === image.index}
              onShow={() => onShow(image)}
            />
          </li>
        ))}
      </ul>
      {hasMore && phase !== 'looking' && (
        <p class="actions">
          <button type="button" onClick={showMore}>
            Show more
          </button>
        </p>
      )}
    </section>
  );
}
