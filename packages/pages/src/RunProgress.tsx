/** How far a long piece of work is: `done` of `rows`, and in words. `rows` is 0 as long as they are not known. */
export type RunSteps = { text: string; done: number; rows: number };

type Props = { class: string; label: string; steps: RunSteps };

export function RunProgress({ class: name, label, steps: { text, done, rows } }: Props) {
  return (
    <div class={name}>
      <progress aria-label={label} max={rows || 1} value={done} />
      <p>{text}</p>
    </div>
  );
}
