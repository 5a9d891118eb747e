import { errorWords } from '@modelfolio/pages/demo-error';
import type { Cell, Predictions } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import { useEffect, useRef, useState } from 'preact/hooks';
import { SessionStatus } from '@modelfolio/pages/session/SessionStatus';
import type { AutoModel, ExampleRow } from './auto-model.ts';
import { ColumnFields } from './ColumnFields.tsx';
import { ExamplePicker } from './ExamplePicker.tsx';
import { PredictionPanel } from './PredictionPanel.tsx';
import { predictionSentence } from './prediction-sentence.ts';
import { middleRow, valuesTable } from './row-values.ts';
import { fromRowHash, toRowHash } from './share-row.ts';
import { useExamples } from './use-examples.ts';
import { useModelSession } from './use-model-session.ts';
import { whatIfValues } from './what-if.ts';
import { WhatIfCurve } from './WhatIfCurve.tsx';

type Props = { model: AutoModel; columns: readonly TabularColumn[] };
/** What a question was about: an answer is drawn with the values it was asked with. */
export type RowKey = { cells: readonly Cell[]; touched: number | null; curve: readonly Cell[] };

/** Time after the last change before it is written to the address and read out. */
const settledMs = 600;

/** A field for each column, and what the model makes of the row while it changes. */
export function TabularPlayground({ model, columns }: Props) {
  const session = useModelSession<RowKey>(model);
  const example = useExamples(model);
  const [number, setNumber] = useState(0);
  const [row, setRow] = useState<ExampleRow | null>(model.first);
  const start: readonly Cell[] = row?.values ?? middleRow(columns);
  const [cells, setCells] = useState<readonly Cell[]>(start);
  const [touched, setTouched] = useState<number | null>(null);
  const [before, setBefore] = useState<Predictions | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [said, say] = useState('');
  const choosing = useRef(0);

  function ask(next: readonly Cell[], column: number | null): void {
    session.ask(() => {
      const place = column === null ? undefined : columns[column];
      const curve = place && column !== null ? whatIfValues(place, next[column] ?? null) : [];
      const rows = curve.map((cell) => next.map((own, index) => (index === column ? cell : own)));
      return {
        key: { cells: next, touched: column, curve },
        row: valuesTable(columns, [next]),
        curve: rows.length > 0 ? valuesTable(columns, rows) : null,
      };
    });
  }

  function change(column: number, cell: Cell): void {
    const next = cells.map((own, index) => (index === column ? cell : own));
    setCells(next);
    setTouched(column);
    ask(next, column);
  }

  function touch(column: number): void {
    setTouched(column);
    ask(cells, column);
  }

  async function choose(index: number, changes: ReadonlyMap<number, Cell> = new Map()): Promise<void> {
    const turn = ++choosing.current;
    try {
      const found = model.rows > 0 ? await example(index) : null;
      if (turn !== choosing.current) return;
      const values: readonly Cell[] = found?.values ?? middleRow(columns);
      const next = values.map((own, at) => changes.get(at) ?? (changes.has(at) ? null : own));
      const last = [...changes.keys()].at(-1) ?? null;
      setNumber(index);
      setRow(found);
      setBefore(null);
      setNotice(null);
      setCells(next);
      setTouched(last);
      ask(next, last);
    } catch (error) {
      if (turn === choosing.current) setNotice(`Row ${index + 1}: ${errorWords(error)}`);
    }
  }

  useEffect(() => {
    function restore(): void {
      const state = fromRowHash(location.hash, model.rows, columns.length);
      if (state) void choose(state.example, state.changes);
    }
    restore();
    addEventListener('hashchange', restore);
    return () => removeEventListener('hashchange', restore);
  }, []);

  const changes = new Map(
    cells
      .map((cell, index) => [index, cell] as const)
      .filter(([index, cell]) => cell !== (start[index] ?? null)),
  );
  const answer = session.answer;
  const asked = answer?.key.cells;
  const unchanged = asked !== undefined && asked.every((cell, index) => cell === (start[index] ?? null));
  // What the row started from is the measure of every change, once the model has answered for it.
  useEffect(() => {
    if (answer && unchanged && asked?.length === start.length) setBefore(answer.row);
  }, [answer, unchanged]);

  const link = changes.size > 0 || number > 0 || answer ? toRowHash({ example: number, changes }) : null;
  useEffect(() => {
    const timer = setTimeout(() => {
      if (link !== null && location.hash !== link) history.replaceState(history.state, '', link);
      say(session.refusal ?? (answer ? predictionSentence(answer.row) : ''));
    }, settledMs);
    return () => clearTimeout(timer);
  }, [link, answer, session.refusal]);

  const column = touched === null ? undefined : columns[touched];
  return (
    <div class="auto-tabular">
      <section class="auto-form" aria-label="The row that goes in">
        <ExamplePicker
          number={number}
          rows={model.rows}
          index={row?.index ?? null}
          label={row && model.labels.map((name, index) => `${name} ${row.label[index] ?? ''}`).join(', ')}
          notice={notice}
          changed={changes.size}
          onChoose={(index) => void choose(index)}
          onReset={() => void choose(number)}
          onSay={say}
        />
        <ColumnFields columns={columns} cells={cells} start={start} onChange={change} onTouch={touch} />
        {/* On a phone the answer is far from the field: the sentence stays in sight. It is read out elsewhere. */}
        {answer && (
          <p class="auto-glance" aria-hidden="true">
            {predictionSentence(answer.row)}
          </p>
        )}
      </section>
      <section class="auto-answer" aria-label="What the model says">
        <PredictionPanel
          output={model.sides.output}
          predictions={answer?.row ?? null}
          before={unchanged ? null : before}
          truth={changes.size === 0 ? (row?.label ?? null) : null}
          refusal={session.refusal}
          onStart={() => ask(cells, touched)}
          busy={session.state.phase === 'loading'}
        />
        {column && answer?.curve && answer.key.touched === touched && (
          <WhatIfCurve
            column={column}
            values={answer.key.curve}
            own={answer.key.cells[touched ?? 0] ?? null}
            predictions={answer.curve}
            output={model.sides.output}
            shown={answer.row}
          />
        )}
        <SessionStatus
          session={session}
          runtime={model.engine.runtime}
          latencyMs={answer?.latencyMs ?? null}
        />
        <p class="hidden" aria-live="polite">
          {said}
        </p>
      </section>
    </div>
  );
}
