import type { LoadedEngine } from '@modelfolio/pages/engine/inference-engine';
import type { Confirmation } from '@modelfolio/metrics/confirm-claim';
import type { ComponentChildren } from 'preact';
import { nearTiesWords } from './near-ties-words.ts';

type Props = {
  confirmation: Confirmation;
  /** What it came to, e.g. `Confirmed in another format`. */
  outcome: string;
  /** What the outcome is said of. */
  children: ComponentChildren;
  /** Names and values that come first. */
  facts?: readonly (readonly [name: string, value: ComponentChildren])[];
  /** The cells that differ, in words, where their number is not enough. */
  differences?: string;
  /** Rows from 0 whose two most probable classes are as good as equal. */
  nearTies: readonly number[];
  /** How long it took, where that is not told in the outcome. */
  time?: string;
  engine: Pick<LoadedEngine, 'sha256'>;
  /** Files of the model that were run. */
  paths: readonly string[];
  /** The data's file, where it is one. */
  data?: { path: string; sha256: string };
};

/** What counting again says about the card's claim, for a model of any kind. */
export function RerunVerdict(props: Props) {
  const {
    confirmation,
    outcome,
    children,
    facts = [],
    differences,
    nearTies,
    time,
    engine,
    paths,
    data,
  } = props;
  const { confirmed, reasons, cells } = confirmation;
  const hashes = paths.map((path) => ({ path, sha256: engine.sha256[path] }));
  const rows: (readonly [name: string, value: ComponentChildren])[] = [...facts];
  if (cells)
    rows.push(['Confusion matrix', cellsWords(cells, differences)], ['Near ties', nearTiesWords(nearTies)]);
  if (reasons.length > 0) rows.push(['Why not', reasons.join('; ')]);
  if (time !== undefined) rows.push(['Time', time]);
  // Neither the engine nor `download` gives bytes of another hash: they fail, and there is no verdict.
  for (const { path, sha256 } of [...hashes, ...(data ? [data] : [])])
    rows.push([
      `SHA-256 of ${path}`,
      <>
        <code>{sha256}</code> computed here, equal to the card
      </>,
    ]);
  return (
    <div class={confirmed ? 'rerun-verdict good' : 'rerun-verdict bad'}>
      <p class="rerun-outcome">
        <strong>{outcome}.</strong> {children}
      </p>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function cellsWords({ different, of }: NonNullable<Confirmation['cells']>, differences?: string): string {
  if (different.length === 0) return `all ${of} cells equal`;
  return `${different.length} of ${of} cells differ${differences === undefined ? '' : `: ${differences}`}`;
}
