import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DemoModel } from '../drawing/demo-model.ts';
import { isBlank, paintStroke, type GridPoint, type Pixels } from '../drawing/drawing.ts';
import { DrawingGrid } from '../drawing/DrawingGrid.tsx';
import { SessionStatus } from '@modelfolio/pages/session/SessionStatus';
import { ProbabilityBars } from '@modelfolio/pages/ProbabilityBars';
import { percent } from '@modelfolio/pages/numbers';
import { ranking } from '@modelfolio/pages/ranking';
import { samplePixels } from '../drawing/sample-pixels.ts';
import { toHash } from '../drawing/share-state.ts';
import { useImageSession } from '../drawing/use-image-session.ts';

/** What the visitor did before the demo had loaded. */
export type FirstTouch = {
  /** Number of the sample that was tapped. */
  sample: number | null;
  /** Places of a stroke on the still grid, as shares of its sides. */
  stroke: GridPoint[];
  /** Whether the pointer is still down. */
  drawing: boolean;
};

type Props = { model: DemoModel; touch: FirstTouch };

const shown = 3;
const radius = 1.5;

/** The playground in small: draw or tap a test image, see the three likeliest classes. */
function LandingDemo({ model, touch }: Props) {
  const stroke = touch.stroke.map(({ x, y }) => ({ x: x * model.width, y: y * model.height }));
  const session = useImageSession(model.engines[0]);
  const [pixels, setPixels] = useState<Pixels>(() => new Uint8Array(model.width * model.height));
  const [chosen, setChosen] = useState<number | null>(null);
  const [past, setPast] = useState<Pixels[]>([]);
  const [said, say] = useState('');

  function show(next: Pixels, sample: number | null = null): void {
    setPixels(next);
    setChosen(sample);
    session?.ask(isBlank(next) ? null : next);
  }

  async function showSample(index: number): Promise<void> {
    const sample = model.samples.find((candidate) => candidate.index === index);
    if (!sample) return;
    const next = await samplePixels(sample.png, model);
    setPast((before) => [...before, pixels]);
    show(next, index);
  }

  function undo(): void {
    const before = past.at(-1);
    setPast(past.slice(0, -1));
    if (before) show(before);
  }

  useEffect(() => {
    if (touch.sample !== null) void showSample(touch.sample);
    const brush = { radius, shade: 255, erase: false };
    const paint = (drawn: Pixels, to: GridPoint, at: number) =>
      paintStroke(drawn, model, stroke[at - 1] ?? to, to, brush);
    if (stroke.length > 0) {
      setPast([pixels]);
      show(stroke.reduce(paint, pixels));
    }
  }, []);

  const answer = session?.answer ?? null;
  useEffect(() => {
    const timer = setTimeout(() => {
      const top = answer && ranking(answer.probabilities, model.classes)[0];
      say(top ? `${top.name}, ${percent(top.probability)}` : '');
    }, 600);
    return () => clearTimeout(timer);
  }, [answer]);

  const sample = model.samples.find(({ index }) => index === chosen);
  const blank = isBlank(pixels);
  const subject =
    chosen === null ? { kind: 'pixels' as const, pixels } : { kind: 'test' as const, index: chosen };
  const more = `/models/${model.id}/playground/${blank ? '' : toHash({ subject, runtime: 'tfjs' })}`;
  return (
    <>
      <DrawingGrid
        pixels={pixels}
        size={model}
        tool="brush"
        radius={radius}
        resume={touch.drawing ? (stroke.at(-1) ?? null) : null}
        onDraw={(next, begins) => {
          if (begins) setPast((before) => [...before, pixels]);
          show(next);
        }}
        onUndo={undo}
      />
      <div class="mini-answer">
        <ProbabilityBars
          classes={model.classes}
          probabilities={answer?.probabilities ?? null}
          truth={sample?.label ?? null}
          limit={shown}
        />
        <div class="actions">
          <button type="button" disabled={past.length === 0} onClick={undo}>
            Undo
          </button>
          <button type="button" disabled={blank} onClick={() => show(new Uint8Array(pixels.length))}>
            Clear
          </button>
        </div>
      </div>
      <ul class="samples" aria-label="Test images">
        {model.samples.map(({ index, label, png }) => (
          <li key={index}>
            <button type="button" aria-pressed={chosen === index} onClick={() => void showSample(index)}>
              <img
                src={png}
                alt={`Test image labelled ${model.classes[label]}`}
                width={model.width}
                height={model.height}
              />
            </button>
          </li>
        ))}
      </ul>
      <div class="mini-foot">
        {session && <SessionStatus session={session} runtime="tfjs" latencyMs={answer?.latencyMs ?? null} />}
        <a href={more}>Open the playground</a>
      </div>
      <p class="hidden" aria-live="polite">
        {said}
      </p>
    </>
  );
}

/** Puts the demo into `host`, in place of the still picture of it. */
export function mountLandingDemo(host: Element, props: Props): void {
  host.replaceChildren();
  render(<LandingDemo {...props} />, host);
  host.querySelector<HTMLElement>('.grid')?.focus({ preventScroll: true });
}
