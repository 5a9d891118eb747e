import { DropZone } from '@modelfolio/pages/DropZone';
import { useEffect, useRef } from 'preact/hooks';
import type { DemoModel } from './demo-model.ts';
import { samplePixels } from './sample-pixels.ts';
import type { useSubject } from './use-subject.ts';

type Props = { model: DemoModel; subject: ReturnType<typeof useSubject> };

const anyOf = (values: readonly number[]) => values[Math.floor(Math.random() * values.length)];

/** Ways to a picture other than drawing: those that came with the page, the test set, one's own. */
export function PictureSources({ model, subject }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const { notice, picture } = subject;

  useEffect(() => {
    function paste(event: ClipboardEvent): void {
      const pasted = event.clipboardData?.files[0];
      if (!pasted) return;
      event.preventDefault();
      void subject.showUpload(pasted, pasted.name || 'The pasted picture');
    }
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [subject]);

  function random(rows: readonly number[]): void {
    const index = anyOf(rows);
    if (index !== undefined) void subject.showTest(index);
  }

  async function showSample(index: number, label: number, png: string): Promise<void> {
    subject.show({ kind: 'test', index, label, pixels: await samplePixels(png, model) });
  }

  return (
    <>
      <section aria-label="Test images">
        <h2>Start from a test image</h2>
        <ul class="samples">
          {model.samples.map(({ index, label, png }) => (
            <li key={index}>
              <button
                type="button"
                aria-pressed={picture.kind === 'test' && picture.index === index}
                onClick={() => void showSample(index, label, png)}
              >
                <img src={png} alt="" width={model.width} height={model.height} />
                <span>{model.classes[label]}</span>
              </button>
            </li>
          ))}
        </ul>
        {model.rows > 0 && (
          <div class="actions">
            <button
              type="button"
              onClick={() => void subject.showTest(Math.floor(Math.random() * model.rows))}
            >
              Random test image
            </button>
            {model.mistakeIndices.length > 0 && (
              <button type="button" onClick={() => random(model.mistakeIndices)}>
                Random mistake
              </button>
            )}
          </div>
        )}
      </section>
      <DropZone
        class="upload"
        label="Your own picture"
        onFiles={([dropped]) => {
          if (dropped) void subject.showUpload(dropped, dropped.name);
        }}
      >
        <h2>Or bring your own</h2>
        <p>
          One garment on a plain background. It is converted here and never leaves this browser. Dropping and
          pasting work too.
        </p>
        <button type="button" onClick={() => file.current?.click()}>
          Choose a picture
        </button>
        <input
          ref={file}
          class="hidden"
          type="file"
          tabIndex={-1}
          aria-label="Picture to classify"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) void subject.showUpload(chosen, chosen.name);
            // The same file can be chosen again.
            event.currentTarget.value = '';
          }}
        />
      </DropZone>
      <p class={notice?.tone === 'error' ? 'notice error' : 'notice'} aria-live="polite">
        {notice?.text ?? (picture.kind === 'test' ? `Test image ${picture.index} of ${model.rows}.` : '')}
      </p>
    </>
  );
}
