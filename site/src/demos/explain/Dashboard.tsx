import { useEffect, useState } from 'preact/hooks';
import { keepForOffline } from '../offline/offline.ts';
import { byteSize } from '@modelfolio/pages/numbers';
import type { AnalysisModel } from './analysis/analysis-model.ts';
import type { Tab } from './analysis/analysis-state.ts';
import { FairnessTab } from './fairness/FairnessTab.tsx';
import { ModelTab } from './model/ModelTab.tsx';
import { RowsTab } from './rows/RowsTab.tsx';
import { RowTab } from './row/RowTab.tsx';
import { Tabs } from './Tabs.tsx';
import { useAnalysis, type AnalysisPage } from './analysis/use-analysis.ts';

const tabs: { id: Tab; name: string }[] = [
  { id: 'row', name: 'One row' },
  { id: 'rows', name: 'All rows' },
  { id: 'fairness', name: 'Thresholds and fairness' },
  { id: 'model', name: 'The whole model' },
];

/** The what-if dashboard of any model that takes a table: computed here, nothing is uploaded. */
export default function Dashboard({ model }: { model: AnalysisModel }) {
  const page = useAnalysis(model);
  const { state, change, phase } = page;
  const { input, output } = model.source.sides;
  const [offline, setOffline] = useState<boolean | null>(null);
  const ready = phase.phase === 'ready';
  useEffect(() => {
    if (ready) void keepForOffline().then(setOffline);
  }, [ready]);
  if (input.kind !== 'tabular') return null;
  const outputs = output.classes ?? output.targets?.map(({ name }) => name) ?? [];
  return (
    <div class="demo auto analysis">
      {page.warnings.map((warning) => (
        <p class="notice" role="alert" key={warning}>
          {warning}
        </p>
      ))}
      <AnalysisStatus page={page} />
      <Tabs tab={state.tab} tabs={tabs} onTab={(tab) => change({ tab })}>
        {state.tab === 'row' && <RowTab page={page} columns={input.columns} outputs={outputs} />}
        {state.tab === 'rows' && <RowsTab page={page} columns={input.columns} outputs={outputs} />}
        {state.tab === 'fairness' && <FairnessTab page={page} />}
        {state.tab === 'model' && <ModelTab page={page} columns={input.columns} outputs={outputs} />}
      </Tabs>
      {offline && (
        <p class="muted small">
          {model.id === null
            ? 'This page and the runtime are now kept in this browser: with your files the analysis works offline.'
            : 'This page, the runtime, the model and the data are now kept in this browser: the analysis works offline.'}
        </p>
      )}
    </div>
  );
}

/** What is being loaded, what went wrong, what runs. */
function AnalysisStatus({ page }: { page: AnalysisPage }) {
  const { phase, start, stop, data, model } = page;
  if (phase.phase === 'idle')
    return (
      <p class="analysis-status">
        <button type="button" class="primary" onClick={start}>
          Start the analysis
        </button>{' '}
        <span class="muted">or change a value. Model and rows are loaded once and stay on your machine.</span>
      </p>
    );
  if (phase.phase === 'failed')
    return (
      <div class="engine failed" role="alert">
        <span>
          <strong>{phase.message}</strong> {phase.hint}
        </span>
        <button type="button" onClick={start}>
          Try again
        </button>
      </div>
    );
  if (phase.phase === 'loading')
    return (
      <div class="engine loading">
        <progress aria-label={phase.what} {...(phase.share === null ? {} : { value: phase.share })} max={1} />
        <span>{phase.what}</span>
        <button type="button" onClick={stop}>
          Cancel
        </button>
      </div>
    );
  return (
    <p class="engine ready" title={phase.engine.description}>
      <span>{model.source.title}</span> <b>{(data?.rows ?? 0).toLocaleString('en')} rows</b>
      <small>
        {data && data.rows < data.rowsInFile && <>a sample of {data.rowsInFile.toLocaleString('en')}, </>}
        {byteSize(phase.engine.bytes)} loaded, computed in this browser
      </small>
    </p>
  );
}
