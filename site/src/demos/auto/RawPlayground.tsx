import { errorWords } from '@modelfolio/pages/demo-error';
import { useId, useState } from 'preact/hooks';
import { SessionStatus } from '@modelfolio/pages/session/SessionStatus';
import { FileField } from '@modelfolio/pages/FileField';
import { decodeUpload } from '../image/decode-upload.ts';
import { imageValues } from '../image/image-values.ts';
import type { AutoModel } from './auto-model.ts';
import { predictionSentence } from './prediction-sentence.ts';
import { PredictionPanel } from './PredictionPanel.tsx';
import { parseNumbers, rawInput, rawTable } from './raw-input.ts';
import { useExamples } from './use-examples.ts';
import { useModelSession } from './use-model-session.ts';

/** A model that takes text or an array of numbers: written, pasted, or begun from an example. */
export function RawPlayground({ model }: { model: AutoModel }) {
  const session = useModelSession<string>(model);
  const example = useExamples(model);
  const wanted = rawInput(model.sides);
  const isText = wanted?.signature.type === 'string';
  const [text, setText] = useState(() => (model.first?.values ?? []).join(isText ? '\n' : ', '));
  const [number, setNumber] = useState(0);
  const [label, setLabel] = useState(model.first?.label ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  if (!wanted) return null;
  const { signature, shape, size } = wanted;
  const shown = `${signature.type} ${shape.length > 0 ? shape.join(' × ') : 'one value'}`;

  function change(next: string, truth: typeof label = null): void {
    setText(next);
    setLabel(truth);
    const parsed = isText ? { numbers: null } : parseNumbers(next, size);
    if ('reason' in parsed) return setProblem(parsed.reason);
    setProblem(null);
    const values = parsed.numbers ?? next;
    session.ask(() => ({ key: next, row: rawTable(signature, shape, values), curve: null }));
  }

  async function choose(index: number): Promise<void> {
    try {
      const row = await example(index);
      setNumber(index);
      change(row.values.join(isText ? '\n' : ', '), row.label);
    } catch (error) {
      setProblem(errorWords(error));
    }
  }

  const picture = model.sides.input.kind === 'image' ? model.sides.input : null;
  async function upload(file: File): Promise<void> {
    if (!picture) return;
    try {
      const { image } = await decodeUpload(file);
      const values = imageValues(image, picture, shape);
      change(values.map((value) => (whole ? Math.round(value) : Number(value.toPrecision(6)))).join(', '));
    } catch (error) {
      setProblem(`${file.name}: ${errorWords(error)}`);
    }
  }

  const fill = (value: () => number) => change(Array.from({ length: size }, value).join(', '));
  const [low, high] = model.sides.input.kind === 'image' ? model.sides.input.range : [0, 1];
  const whole = /int/.test(signature.type);
  const random = () => {
    const value = low + Math.random() * (high - low);
    return whole ? Math.round(value) : Number(value.toPrecision(4));
  };
  const { answer, refusal } = session;
  return (
    <div class="auto-tabular">
      <section class="auto-form" aria-label="What goes in">
        <p class="actions">
          {model.rows > 0 && (
            <button type="button" onClick={() => void choose((number + 1) % model.rows)}>
              Next of {model.rows} examples
            </button>
          )}
          {!isText && (
            <>
              <button type="button" onClick={() => fill(() => 0)}>
                Zeros
              </button>
              <button type="button" onClick={() => fill(random)}>
                Random numbers
              </button>
            </>
          )}
        </p>
        {picture && (
          <FileField
            label={`Choose a picture: it becomes ${picture.width} × ${picture.height} pixels`}
            accept="image/png,image/jpeg,image/webp,image/gif"
            onFile={(file) => void upload(file)}
          />
        )}
        <label for={id}>
          {signature.name}{' '}
          <span class="muted">{isText ? 'text' : `${shown}: JSON or numbers with commas`}</span>
        </label>
        <textarea
          id={id}
          rows={isText ? 5 : 10}
          spellcheck={isText}
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem`}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
        <p id={`${id}-problem`} class={problem ? 'notice error' : 'muted small'}>
          {problem ?? (isText ? `${text.length} characters` : `${size} numbers, row by row`)}
        </p>
      </section>
      <section class="auto-answer" aria-label="What the model says">
        <PredictionPanel
          output={model.sides.output}
          predictions={answer?.row ?? null}
          before={null}
          truth={label}
          refusal={refusal}
          busy={session.state.phase === 'loading'}
          onStart={() => change(text, label)}
        />
        <SessionStatus
          session={session}
          runtime={model.engine.runtime}
          latencyMs={answer?.latencyMs ?? null}
        />
        <p class="hidden" aria-live="polite">
          {answer && !problem ? predictionSentence(answer.row) : ''}
        </p>
      </section>
    </div>
  );
}
