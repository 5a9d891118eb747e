import { useEffect, useRef, useState } from 'preact/hooks';
import { ConversionSteps } from './ConversionSteps.tsx';
import type { DemoModel } from './demo-model.ts';
import { isBlank } from './drawing.ts';
import { DrawingGrid, type Tool } from './DrawingGrid.tsx';
import type { Runtime } from '@modelfolio/pages/engine/inference-engine';
import { percent } from '@modelfolio/pages/numbers';
import { keepForOffline } from '../offline/offline.ts';
import { PictureSources } from './PictureSources.tsx';
import { PlaygroundAnswer } from './PlaygroundAnswer.tsx';
import { PlaygroundTools } from './PlaygroundTools.tsx';
import { ranking } from '@modelfolio/pages/ranking';
import { confusedFromHash, confusedHash, fromHash, toHash, type Confused } from './share-state.ts';
import { useImageSession } from './use-image-session.ts';
import { useSubject, type Picture } from './use-subject.ts';
import { AttributionMap } from '../why/AttributionMap.tsx';
import { ConfusedImages } from '../why/ConfusedImages.tsx';
import type { ConfusedImage } from '../why/confused-images.ts';
import { useWhy } from '../why/use-why.ts';
import { WhyPanel } from '../why/WhyPanel.tsx';

/** Time after the last change before it is written to the address and read out. */
const settledMs = 600;

/** Draw, upload or pick a picture and see what the model makes of it. Nothing is fetched before the first one. */
export default function Playground({ model }: { model: DemoModel }) {
  const light = useImageSession(model.engines[0]);
  const twin = useImageSession(model.engines[1]);
  const [runtime, setRuntime] = useState<Runtime>('tfjs');
  const [tool, setTool] = useState<Tool>('brush');
  const [radius, setRadius] = useState(1.5);
  const [said, say] = useState('');
  const [offline, setOffline] = useState<boolean | null>(null);
  const [opacity, setOpacity] = useState(0.8);
  const [confused, setConfused] = useState<Confused | null>(null);
  const comparing = useRef(false);
  const restored = useRef(false);
  const place = useRef<HTMLDivElement>(null);

  function predict({ pixels }: Picture): void {
    const wanted = isBlank(pixels) ? null : pixels;
    light?.ask(wanted);
    if (comparing.current) twin?.ask(wanted);
  }

  const subject = useSubject(model, predict);
  const { picture } = subject;
  const answer = light?.answer ?? null;
  const explains = model.engines[0]?.runtime === 'tfjs';
  const { why, setWhy, session } = useWhy(explains ? light : null, answer);
  const twinAnswer =
    runtime === 'ort' && twin?.answer && twin.answer.pixels === answer?.pixels ? twin.answer : null;

  function choose(next: Runtime): void {
    comparing.current = next === 'ort';
    setRuntime(next);
    if (!isBlank(picture.pixels)) {
      light?.ask(picture.pixels);
      if (comparing.current) twin?.ask(picture.pixels);
    }
  }

  useEffect(() => {
    function restore(): void {
      setConfused(confusedFromHash(location.hash, model.classes.length));
      const state = fromHash(location.hash, model.width * model.height, model.rows, model.classes.length);
      if (!state) return;
      choose(state.runtime);
      setWhy(state.why ?? null);
      if (state.subject.kind === 'test') void subject.showTest(state.subject.index);
      else subject.show({ kind: 'drawing', pixels: state.subject.pixels });
    }
    if (!restored.current) restore();
    restored.current = true;
    addEventListener('hashchange', restore);
    return () => removeEventListener('hashchange', restore);
  }, []);

  /** A mistake is explained by the class it was taken for, which is the predicted one. */
  function showConfused({ index, label, pixels }: ConfusedImage): void {
    if (!why) setWhy({ method: 'integrated-gradients', class: null });
    subject.show({ kind: 'test', index, label, pixels });
    // On a small screen the images have pushed it out of sight.
    place.current?.scrollIntoView({ block: 'nearest' });
  }

  const link = isBlank(picture.pixels)
    ? confused && confusedHash(confused)
    : toHash(
        {
          subject:
            picture.kind === 'test'
              ? { kind: 'test', index: picture.index }
              : { kind: 'pixels', pixels: picture.pixels },
          runtime,
          ...(why && { why }),
        },
        confused ?? undefined,
      );

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

  return (
    <div class="demo playground">
      {confused && (
        <ConfusedImages
          model={model}
          cell={confused}
          engine={light}
          session={session}
          method={why?.method ?? 'integrated-gradients'}
          current={picture.kind === 'test' ? picture.index : null}
          onShow={showConfused}
          onClose={() => setConfused(null)}
        />
      )}
      <div class="play-picture" ref={place}>
        <DrawingGrid
          pixels={picture.pixels}
          size={model}
          tool={tool}
          radius={radius}
          onDraw={subject.draw}
          onUndo={subject.undo}
        >
          {session?.attribution && !isBlank(picture.pixels) && (
            <AttributionMap values={session.attribution.values} size={model} opacity={opacity} />
          )}
        </DrawingGrid>
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
      {session && (
        <WhyPanel
          classes={model.classes}
          why={why}
          session={session}
          shown={!isBlank(picture.pixels)}
          opacity={opacity}
          onWhy={setWhy}
          onOpacity={setOpacity}
        />
      )}
      <PlaygroundAnswer
        {...{ model, picture, light, twin, runtime, answer, offline, said }}
        twinAnswer={twinAnswer}
        onChoose={choose}
      />
      <div class="play-sources">
        <PictureSources model={model} subject={subject} />
        {picture.kind === 'upload' && <ConversionSteps steps={picture.steps} source={picture.source} />}
      </div>
    </div>
  );
}
