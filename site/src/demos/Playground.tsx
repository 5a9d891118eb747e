import { useEffect, useRef, useState } from 'preact/hooks';
import { ConversionSteps } from './ConversionSteps.tsx';
import type { DemoModel } from './demo-model.ts';
import { isBlank } from './drawing.ts';
import { DrawingGrid, type Tool } from './DrawingGrid.tsx';
import type { Runtime } from './engine/inference-engine.ts';
import { EngineStatus } from './EngineStatus.tsx';
import { percent } from './numbers.ts';
import { keepForOffline } from './offline.ts';
import { PictureSources } from './PictureSources.tsx';
import { PlaygroundTools } from './PlaygroundTools.tsx';
import { ProbabilityBars } from './ProbabilityBars.tsx';
import { ranking } from './ranking.ts';
import { RuntimeChoice } from './RuntimeChoice.tsx';
import { fromHash, toHash } from './share-state.ts';
import { useEngineSession } from './use-engine-session.ts';
import { useSubject, type Picture } from './use-subject.ts';

/** Time after the last change before it is written to the address and read out. */
const settledMs = 600;

/** Draw, upload or pick a picture and see what the model makes of it. Nothing is fetched before the first one. */
export default function Playground({ model }: { model: DemoModel }) {
  const light = useEngineSession(model.engines[0]);
  const twin = useEngineSession(model.engines[1]);
  const [runtime, setRuntime] = useState<Runtime>('tfjs');
  const [tool, setTool] = useState<Tool>('brush');
  const [radius, setRadius] = useState(1.5);
  const [said, say] = useState('');
  const [offline, setOffline] = useState<boolean | null>(null);
  const comparing = useRef(false);
  const restored = useRef(false);

  function predict({ pixels }: Picture): void {
    const wanted = isBlank(pixels) ? null : pixels;
    light?.show(wanted);
    if (comparing.current) twin?.show(wanted);
  }

  const subject = useSubject(model, predict);
  const { picture } = subject;
  const answer = light?.answer ?? null;
  const twinAnswer =
    runtime === 'ort' && twin?.answer && twin.answer.pixels === answer?.pixels ? twin.answer : null;

  function choose(next: Runtime): void {
    comparing.current = next === 'ort';
    setRuntime(next);
    if (!isBlank(picture.pixels)) {
      light?.show(picture.pixels);
      if (comparing.current) twin?.show(picture.pixels);
    }
  }

  useEffect(() => {
    function restore(): void {
      const state = fromHash(location.hash, model.width * model.height, model.rows);
      if (!state) return;
      choose(state.runtime);
      if (state.subject.kind === 'test') void subject.showTest(state.subject.index);
      else subject.show({ kind: 'drawing', pixels: state.subject.pixels });
    }
    if (!restored.current) restore();
    restored.current = true;
    addEventListener('hashchange', restore);
    return () => removeEventListener('hashchange', restore);
  }, []);

  const link = isBlank(picture.pixels)
    ? null
    : toHash({
        subject:
          picture.kind === 'test'
            ? { kind: 'test', index: picture.index }
            : { kind: 'pixels', pixels: picture.pixels },
        runtime,
      });

  // After a pause, so that a stroke is one entry in the address and one sentence for a screen reader.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (link !== null && location.hash !== link) history.replaceState(history.state, '', link);
      if (link === null && location.hash.length > 1)
        history.replaceState(history.state, '', location.pathname);
      const [first, second] = answer ? ranking(answer.probabilities, model.classes) : [];
      say(
        first && second
          ? `${first.name} ${percent(first.probability)}, then ${second.name} ${percent(second.probability)}`
          : '',
      );
    }, settledMs);
    return () => clearTimeout(timer);
  }, [link, answer]);

  const ready = light?.state.phase === 'ready';
  useEffect(() => {
    if (ready) void keepForOffline().then(setOffline);
  }, [ready, twin?.state.phase]);

  const truth = picture.kind === 'test' ? picture.label : null;
  const top = answer ? ranking(answer.probabilities, model.classes)[0] : undefined;

  return (
    <div class="demo playground">
      <div class="play-picture">
        <DrawingGrid
          pixels={picture.pixels}
          size={model}
          tool={tool}
          radius={radius}
          onDraw={subject.draw}
          onUndo={subject.undo}
        />
        <PlaygroundTools
          tool={tool}
          radius={radius}
          canUndo={subject.canUndo}
          canClear={!isBlank(picture.pixels)}
          link={link}
          onTool={setTool}
          onRadius={setRadius}
          onUndo={subject.undo}
          onClear={subject.clear}
          onSay={(text) => subject.setNotice({ tone: 'info', text })}
        />
      </div>
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
          onChoose={choose}
          answer={answer}
          twin={twinAnswer}
        >
          {light && (
            <EngineStatus
              name="TensorFlow.js"
              series={twinAnswer ? 1 : null}
              state={light.state}
              latencyMs={answer?.latencyMs ?? null}
              onCancel={() => light.cancel()}
              onRetry={() => light.retry()}
            />
          )}
          {twin && runtime === 'ort' && (
            <EngineStatus
              name="ONNX Runtime"
              series={2}
              state={twin.state}
              latencyMs={twinAnswer?.latencyMs ?? null}
              onCancel={() => {
                twin.cancel();
                choose('tfjs');
              }}
              onRetry={() => twin.retry()}
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
      <div class="play-sources">
        <PictureSources model={model} subject={subject} />
        {picture.kind === 'upload' && <ConversionSteps steps={picture.steps} source={picture.source} />}
      </div>
    </div>
  );
}
