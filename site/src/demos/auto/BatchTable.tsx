import { useEffect, useState } from 'preact/hooks';
import { milliseconds } from '@modelfolio/pages/numbers';
import type { BatchResult } from './batch.ts';
import { ScoresLine } from './ScoresLine.tsx';

type Props = { result: BatchResult; name: string; id: string };

/** What came out of a file: counts, scores, the first rows, and all of it to download. */
export function BatchTable({ result, name, id }: Props) {
  const { rows, columns, preview, summary, scores, scoresFailed, csv, guarded, predictingMs } = result;
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [csv]);
  const stem = name.replace(/(\.(csv|tsv|txt|gz|parquet|npz))+$/i, '');
  return (
    <div class="auto-result">
      <p>
        <strong>{rows.toLocaleString('en')} rows</strong> of {name} predicted in {milliseconds(predictingMs)}.
      </p>
      {scores && <ScoresLine scores={scores} rows={rows} />}
      {scoresFailed && <p class="notice error">Not judged. {scoresFailed}</p>}
      <dl class="auto-summary">
        {summary.map(({ name: what, text }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {/* Scrolls by itself: reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="auto-scroll" role="region" aria-label="First rows with predictions" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows > preview.length && <p class="muted small">The first {preview.length} rows.</p>}
      <p class="actions">
        {url && (
          <a class="auto-download" href={url} download={`${stem}-${id}-predictions.csv`}>
            Download all rows as CSV
          </a>
        )}
      </p>
      {guarded > 0 && (
        <p class="muted small">
          {guarded.toLocaleString('en')} {guarded === 1 ? 'cell begins' : 'cells begin'} like a spreadsheet
          formula (= + - @) and got a leading apostrophe.
        </p>
      )}
    </div>
  );
}
