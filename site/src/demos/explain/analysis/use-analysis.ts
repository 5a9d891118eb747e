import { decodeCells } from '@modelfolio/explainability';
import type { Cell } from '@modelfolio/inference';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { LoadedEngine } from '@modelfolio/pages/engine/inference-engine';
import { authorLimits } from './author-limits.ts';
import { startAnalysis, type AnalysisClient } from './analysis-client.ts';
import type { AnalysisModel } from './analysis-model.ts';
import { startState, type AnalysisState } from './analysis-state.ts';
import { DemoError } from '@modelfolio/pages/demo-error';
import type { AnalysisStep, DataSet } from './analysis.ts';
import { fromAnalysisHash, toAnalysisHash } from './share-analysis.ts';

export type AnalysisPhase =
  | { phase: 'idle' }
  | { phase: 'loading'; what: string; share: number | null }
  | { phase: 'ready'; engine: LoadedEngine }
  | { phase: 'failed'; message: string; hint: string | null };

/** The page's side of an analysis: its state, the data once it is read, and the worker to ask. */
export type AnalysisPage = {
  model: AnalysisModel;
  state: AnalysisState;
  /** Changes the state, and starts the analysis where it has not begun. */
  change: (changes: Partial<AnalysisState>) => void;
  phase: AnalysisPhase;
  /** `null` until it is read. */
  data: DataSet | null;
  client: AnalysisClient | null;
  start: () => void;
  stop: () => void;
  /** What the link that was opened says that does not hold here. */
  warnings: readonly string[];
  /** Cells of a row of the data, before changes; `null` where they are not known yet. */
  cellsOf: (row: number) => readonly Cell[] | null;
  /** The fragment that reopens this analysis. */
  link: string;
};

/** Time after the last change before it is written to the address. */
const settledMs = 400;

/** Holds an analysis for as long as a component lives. Nothing is fetched before the first change or a link. */
export function useAnalysis(model: AnalysisModel): AnalysisPage {
  const columns = model.source.sides.input.kind === 'tabular' ? model.source.sides.input.columns.length : 0;
  const initial = useMemo(() => initialState(model), [model]);
  const [state, change] = useReducer(
    (before: AnalysisState, changes: Partial<AnalysisState>): AnalysisState => ({ ...before, ...changes }),
    initial,
  );
  const [phase, setPhase] = useState<AnalysisPhase>({ phase: 'idle' });
  const [data, setData] = useState<DataSet | null>(null);
  const [warnings, warn] = useState<readonly string[]>([]);
  const client = useRef<AnalysisClient | null>(null);
  const subject = {
    model: model.modelSha256,
    data: model.dataSha256,
    columns,
    rows: data?.rows ?? model.rows,
  };

  async function run(): Promise<void> {
    const own = (client.current = startAnalysis());
    const live = () => client.current === own;
    setPhase({ phase: 'loading', what: 'Starting', share: null });
    try {
      const engine = await own.ask('open', model.source, {
        step: (step) => live() && setPhase(loading('Loading the model', step)),
      });
      const read = await own.ask('read', model.data, {
        step: (step) => live() && setPhase(loading('Reading the rows', step)),
      });
      if (!live()) return;
      setData(read);
      setPhase({ phase: 'ready', engine });
    } catch (error) {
      if (!live()) return;
      own.dispose();
      client.current = null;
      if (!(error instanceof DemoError)) throw error;
      setPhase(
        error.code === 'cancelled'
          ? { phase: 'idle' }
          : { phase: 'failed', message: error.reason, hint: error.hint },
      );
    }
  }
  const start = () => {
    if (client.current === null) void run();
  };
  const stop = () => client.current?.dispose();

  useEffect(() => {
    function restore(): void {
      const read = fromAnalysisHash(location.hash, subject, initial);
      if (!read) return;
      change(read.state);
      warn(read.warnings);
      start();
    }
    restore();
    addEventListener('hashchange', restore);
    return () => removeEventListener('hashchange', restore);
  }, []);
  useEffect(
    () => () => {
      client.current?.dispose();
      client.current = null;
    },
    [],
  );

  const link = toAnalysisHash(state, subject, initial);
  useEffect(() => {
    if (phase.phase === 'idle') return undefined;
    const timer = setTimeout(() => {
      if (location.hash !== link) history.replaceState(history.state, '', link);
    }, settledMs);
    return () => clearTimeout(timer);
  }, [link, phase.phase]);

  return {
    model,
    state,
    change: (changes) => {
      change(changes);
      start();
    },
    phase,
    data,
    client: phase.phase === 'ready' ? client.current : null,
    start,
    stop,
    warnings,
    cellsOf: (row) =>
      data && row < data.rows
        ? decodeCells(
            data.columns,
            data.codes.subarray(row * data.columns.length, (row + 1) * data.columns.length),
          )
        : model.first?.row === row
          ? model.first.cells
          : null,
    link,
  };
}

function loading(what: string, step: AnalysisStep): AnalysisPhase {
  if ('loaded' in step)
    return { phase: 'loading', what, share: step.total > 0 ? step.loaded / step.total : null };
  return { phase: 'loading', what, share: 'share' in step ? step.share : null };
}

/** The positive class where there is one, the first slice's groups, and what the author says may change. */
function initialState({ source, first, slices }: AnalysisModel): AnalysisState {
  const { input, output } = source.sides;
  return {
    ...startState,
    limits: authorLimits(input.kind === 'tabular' ? input.columns : []),
    row: first?.row ?? 0,
    place: output.positive ?? 0,
    by: slices.slice(0, 1),
  };
}
