import type { AnalysisState } from '../analysis/analysis-state.ts';
import type { MethodChoice } from '../analysis/analysis.ts';

type Props = {
  state: AnalysisState;
  /** Names of classes or targets to choose from. */
  outputs: readonly string[];
  onChange: (changes: Partial<AnalysisState>) => void;
};

const methods: { id: MethodChoice; name: string }[] = [
  { id: 'auto', name: 'The most exact that can be had' },
  { id: 'sampling', name: 'KernelSHAP, as for any model' },
  { id: 'lime', name: 'LIME, a local linear model' },
];

/** What is explained and how; all of it stands in the link. */
export function MethodSettings({ state, outputs, onChange }: Props) {
  const whole = (text: string, least: number, most: number, put: (value: number) => void) => {
    const value = Math.round(Number(text));
    if (text.trim() !== '' && value >= least && value <= most) put(value);
  };
  return (
    <details class="settings">
      <summary>What is explained, and how</summary>
      <div class="settings-fields">
        <label>
          {outputs.length > 1 ? 'Output' : 'Only output'}
          <select
            value={String(state.place)}
            onChange={({ currentTarget }) => onChange({ place: Number(currentTarget.value) })}
          >
            {outputs.map((name, place) => (
              <option key={name} value={String(place)}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Method
          <select
            value={state.method}
            onChange={({ currentTarget }) => onChange({ method: currentTarget.value as MethodChoice })}
          >
            {methods.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Background rows
          <input
            type="number"
            min={1}
            max={1000}
            value={state.background}
            onChange={({ currentTarget }) =>
              whole(currentTarget.value, 1, 1000, (background) => onChange({ background }))
            }
          />
        </label>
        <label>
          Seed
          <input
            type="number"
            min={0}
            max={4_294_967_295}
            value={state.seed}
            onChange={({ currentTarget }) =>
              whole(currentTarget.value, 0, 4_294_967_295, (seed) => onChange({ seed }))
            }
          />
        </label>
        <label class="settings-check">
          <input
            type="checkbox"
            checked={state.grouped}
            onChange={({ currentTarget }) => onChange({ grouped: currentTarget.checked })}
          />
          Columns that go together count as one feature
        </label>
      </div>
    </details>
  );
}
