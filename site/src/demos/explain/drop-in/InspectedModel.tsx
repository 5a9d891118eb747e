import { useState } from 'preact/hooks';
import type { Inspected } from '../analysis/analysis.ts';

type Props = { inspected: Inspected; hasTable: boolean; onAnalyse: (label: string | null) => void };

/** What a file says of itself, before any runtime is loaded; and which column of the rows is the truth. */
export function InspectedModel({ inspected, hasTable, onAnalyse }: Props) {
  const { sides, changes, labels, missing } = inspected;
  const [label, setLabel] = useState<string | null>(inspected.likelyLabel);
  const { input, output } = sides;
  const columns = input.kind === 'tabular' ? input.columns : [];
  return (
    <div class="inspected">
      <h2>What the file says</h2>
      <dl>
        <div>
          <dt>Takes</dt>
          <dd>
            {input.kind === 'tabular'
              ? `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}: ${columns
                  .slice(0, 12)
                  .map(({ name, type }) => `${name} (${type})`)
                  .join(', ')}${columns.length > 12 ? ' …' : ''}`
              : `${input.kind} input: this page explains models of tables only`}
          </dd>
        </div>
        <div>
          <dt>Gives</dt>
          <dd>
            {output.task === 'regression'
              ? `a value of ${output.targets?.map(({ name }) => name).join(', ') ?? ''}`
              : `a probability of each of ${output.classes?.length ?? 0} classes: ${output.classes?.slice(0, 12).join(', ') ?? ''}`}
          </dd>
        </div>
        {changes.length > 0 && (
          <div>
            <dt>Changed to run here</dt>
            <dd>{changes.join('; ')}</dd>
          </div>
        )}
      </dl>
      {!hasTable && (
        <p class="notice">
          Rows are needed to compare with: add a CSV with{' '}
          {columns.length === 1 ? 'this column' : 'these columns'}.
        </p>
      )}
      {missing.length > 0 && (
        <p class="notice error">
          The rows lack {missing.join(', ')}: name the CSV’s columns as the model does.
        </p>
      )}
      {hasTable && missing.length === 0 && input.kind === 'tabular' && (
        <div class="actions">
          <label class="auto-number">
            The truth is in{' '}
            <select
              value={label ?? ''}
              onChange={({ currentTarget }) =>
                setLabel(currentTarget.value === '' ? null : currentTarget.value)
              }
            >
              <option value="">no column</option>
              {labels.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" class="primary" onClick={() => onAnalyse(label)}>
            Analyse
          </button>
        </div>
      )}
    </div>
  );
}
