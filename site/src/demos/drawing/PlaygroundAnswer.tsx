import type { DemoModel } from './demo-model.ts';
import { isBlank } from './drawing.ts';
import type { ImageAnswer, ImageSession } from './use-image-session.ts';
import type { Runtime } from '@modelfolio/pages/engine/inference-engine';
import { SessionStatus } from '@modelfolio/pages/session/SessionStatus';
import { ProbabilityBars } from '@modelfolio/pages/ProbabilityBars';
import { ranking } from '@modelfolio/pages/ranking';
import { RuntimeChoice } from './RuntimeChoice.tsx';
import type { Picture } from './use-subject.ts';

type Props = {
  model: DemoModel;
  picture: Picture;
  light: ImageSession | null;
  twin: ImageSession | null;
  runtime: Runtime;
  answer: ImageAnswer | null;
  /** The other runtime's answer for the same picture. */
  twinAnswer: ImageAnswer | null;
  /** Whether the page works offline by now. */
  offline: boolean | null;
  /** What a screen reader is told. */
  said: string;
  onChoose: (runtime: Runtime) => void;
};

/** What the model makes of the picture, and what ran it. */
export function PlaygroundAnswer(props: Props) {
  const { model, picture, light, twin, runtime, answer, twinAnswer, offline, said, onChoose } = props;
  const truth = picture.kind === 'test' ? picture.label : null;
  const top = answer ? ranking(answer.probabilities, model.classes)[0] : undefined;

  return (
    <div class="play-answer">
      <p class="verdict">
        {top && !isBlank(picture.pixels) ? (
          <>
            <strong>{top.name}</strong>
            {truth !== null && (
              <span class={truth === top.index ? 'right' : 'wrong'}>
                {truth === top.index ? 'right' : `wrong: labelled ${model.classes[truth]}`}
              </span>
            )}
          </>
        ) : (
          <span class="muted">
            Draw a garment: filled shapes suit it better than outlines. Or start from a picture below.
          </span>
        )}
      </p>
      <ProbabilityBars
        classes={model.classes}
        probabilities={answer?.probabilities ?? null}
        twin={twinAnswer?.probabilities ?? null}
        truth={truth}
      />
      <RuntimeChoice
        runtime={runtime}
        engines={model.engines}
        onChoose={onChoose}
        answer={answer}
        twin={twinAnswer}
      >
        {light && (
          <SessionStatus
            session={light}
            runtime="tfjs"
            series={twinAnswer ? 1 : null}
            latencyMs={answer?.latencyMs ?? null}
          />
        )}
        {twin && runtime === 'ort' && (
          <SessionStatus
            session={twin}
            runtime="ort"
            series={2}
            latencyMs={twinAnswer?.latencyMs ?? null}
            onCancel={() => onChoose('tfjs')}
          />
        )}
      </RuntimeChoice>
      {offline && (
        <p class="muted small">
          This page, the runtime and the model are now kept in this browser: drawing, uploads and the ten
          pictures below work offline. Other test images need the network once.
        </p>
      )}
      <p class="hidden" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
