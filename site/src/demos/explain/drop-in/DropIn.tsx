import { DropZone } from '@modelfolio/pages/DropZone';
import { useEffect, useRef, useState } from 'preact/hooks';
import { FileField } from '@modelfolio/pages/FileField';
import { startAnalysis } from '../analysis/analysis-client.ts';
import type { AnalysisModel } from '../analysis/analysis-model.ts';
import { DemoError } from '@modelfolio/pages/demo-error';
import type { DroppedTask, Inspected } from '../analysis/analysis.ts';
import Dashboard from '../Dashboard.tsx';
import { InspectedModel } from './InspectedModel.tsx';

type Taken = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** Any ONNX file that takes a table, and rows to compare with: read, checked and analysed without leaving the machine. */
export default function DropIn() {
  const [model, setModel] = useState<Taken | null>(null);
  const [table, setTable] = useState<Taken | null>(null);
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [analysis, setAnalysis] = useState<AnalysisModel | null>(null);
  const [error, setError] = useState<string | null>(null);
  /** Whether the file leaves open what its output means. */
  const [openTask, setOpenTask] = useState(false);
  const [linked, setLinked] = useState<{ model: string; data: string } | null>(null);
  const turn = useRef(0);
  useEffect(() => setLinked(linkedFiles(location.hash)), []);

  async function take(files: readonly File[]): Promise<void> {
    let [nextModel, nextTable] = [model, table];
    const unknown: string[] = [];
    for (const file of files) {
      const taken = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
      if (/\.(onnx|ort)$/i.test(file.name)) nextModel = taken;
      else if (/\.(csv|tsv|txt|parquet)(\.gz)?$/i.test(file.name)) nextTable = taken;
      else unknown.push(file.name);
    }
    setModel(nextModel);
    setTable(nextTable);
    const wrong = `${unknown.join(', ')}: expected an .onnx file, or a .csv or .parquet file`;
    await inspect(nextModel, nextTable, null, unknown.length > 0 ? wrong : null);
  }

  async function inspect(
    ofModel: Taken | null,
    ofTable: Taken | null,
    task: DroppedTask | null,
    wrong: string | null = null,
  ): Promise<void> {
    const own = ++turn.current;
    setAnalysis(null);
    setInspected(null);
    setOpenTask(false);
    setError(wrong);
    if (!ofModel) return;
    const client = startAnalysis();
    try {
      const found = await client.ask('inspect', { model: ofModel, table: ofTable, task });
      if (own === turn.current) setInspected(found);
    } catch (cause) {
      if (!(cause instanceof DemoError)) throw cause;
      if (own !== turn.current) return;
      setOpenTask(cause.code === 'task-unknown');
      setError(cause.message);
    } finally {
      client.dispose();
    }
  }

  function analyse(label: string | null): void {
    if (!inspected || !table || !model) return;
    setAnalysis({
      id: null,
      source: {
        title: model.name,
        sides: inspected.sides,
        engine: {
          runtime: 'ort',
          entry: model.name,
          files: [
            { path: model.name, url: '', bytes: inspected.bytes.length, sha256: inspected.preparedSha256 },
          ],
          image: null,
        },
        bytes: inspected.bytes,
      },
      data: { name: table.name, file: null, bytes: table.bytes, labels: label === null ? [] : [label] },
      modelSha256: inspected.modelSha256,
      dataSha256: inspected.dataSha256 ?? '',
      rows: inspected.rows,
      first: null,
      slices: [],
    });
  }

  return (
    <div class="drop-in">
      <DropZone
        class="demo auto auto-batch"
        label="Your model and rows"
        onFiles={(files) => void take(files)}
      >
        <FileField
          label="Model (.onnx)"
          accept=".onnx,.ort"
          name={model?.name ?? null}
          onFile={(file) => void take([file])}
        />
        <FileField
          label="Rows (.csv, .tsv or .parquet)"
          accept=".csv,.tsv,.txt,.parquet,.gz"
          name={table?.name ?? null}
          onFile={(file) => void take([file])}
        />
        {linked && !analysis && (
          <p class="notice">
            This link belongs to a model whose SHA-256 begins with {linked.model}, and rows whose begins with{' '}
            {linked.data}. Drop these files to see the analysis again.
          </p>
        )}
        <p class="muted small">Or drop both here. They stay on your machine: this page sends nothing.</p>
        <div role="status">{error && <p class="notice error">{error}</p>}</div>
        {openTask && (
          <div class="actions" role="group" aria-label="What does its one number mean?">
            <button type="button" onClick={() => void inspect(model, table, 'regression')}>
              It is a value
            </button>
            <button type="button" onClick={() => void inspect(model, table, 'binary-classification')}>
              It is the probability of class 1
            </button>
          </div>
        )}
        {inspected && <InspectedModel inspected={inspected} hasTable={table !== null} onAnalyse={analyse} />}
      </DropZone>
      {analysis && <Dashboard key={`${analysis.modelSha256} ${analysis.dataSha256}`} model={analysis} />}
    </div>
  );
}

/** The files that a link speaks of, by their hashes. */
function linkedFiles(hash: string): { model: string; data: string } | null {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const [model, data] = [params.get('m') ?? '', params.get('d') ?? ''];
  const isHash = (text: string) => /^[0-9a-f]{12}$/.test(text);
  return isHash(model) && isHash(data) ? { model, data } : null;
}
