import { errorWords } from '@modelfolio/pages/demo-error';
import type { Cell } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import { useEffect, useState } from 'preact/hooks';
import { ColumnFields } from '../../auto/ColumnFields.tsx';
import { PredictionPanel } from '../../auto/PredictionPanel.tsx';
import { predictionSentence } from '../../auto/prediction-sentence.ts';
import { middleRow } from '../../auto/row-values.ts';
import { shortNumber } from '@modelfolio/pages/short-number';
import { percent } from '@modelfolio/pages/numbers';
import { CompareTable, type ComparedRow } from './CompareTable.tsx';
import { CounterfactualPanel } from './CounterfactualPanel.tsx';
import { CurvePanel } from '../methods/CurvePanel.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { HowComputed } from './HowComputed.tsx';
import { LimeTable } from './LimeTable.tsx';
import { LimitsTable } from './LimitsTable.tsx';
import { MethodSettings } from '../methods/MethodSettings.tsx';
import { editedCells, predictionOf, thresholdOf, useRowAnswers } from '../analysis/row-answers.ts';
import { RowChooser } from './RowChooser.tsx';
import type { AnalysisPage } from '../analysis/use-analysis.ts';
import { WhyTable } from './WhyTable.tsx';
import { outputName, outputText } from '../methods/words.ts';

type Props = { page: AnalysisPage; columns: readonly TabularColumn[]; outputs: readonly string[] };

/** Marks the moment of an edit in the browser's timing. */
const editMark = 'modelfolio-edit';

/** Time after the last answer before it is read out. */
const settledMs = 800;

/** One row: change any value and see what the model says, why, and what would change it. */
export function RowTab({ page, columns, outputs }: Props) {
  const { state, change, data, model, phase } = page;
  const { sides } = model.source;
  const { place } = state;
  const start = page.cellsOf(state.row) ?? middleRow(columns);
  const cells = editedCells(start, state.changes) ?? start;
  const answers = useRowAnswers(page, cells);
  const [said, say] = useState('');
  const subject = outputName(sides, place);
  const classifier = sides.output.task !== 'regression';
  const threshold = data ? thresholdOf(state, data) : 0.5;

  const explained = answers.explained.answer;
  const lime = state.method === 'lime' ? answers.lime.answer : null;
  const predictions =
    (state.method === 'lime' ? lime?.value.predictions : explained?.value.predictions) ?? null;
  const before = data && state.changes.size > 0 ? predictionOf(data.predictions, state.row) : null;
  const error = state.method === 'lime' ? answers.lime.error : answers.explained.error;

  function put(column: number, cell: Cell): void {
    performance.mark(editMark);
    const changes = new Map(state.changes);
    if (cell === (start[column] ?? null)) changes.delete(column);
    else changes.set(column, cell);
    change({ changes, column });
  }
  function replace(next: readonly Cell[]): void {
    change({
      changes: new Map(
        next.flatMap((cell, at) => (cell === (start[at] ?? null) ? [] : [[at, cell] as const])),
      ),
    });
  }

  useEffect(() => {
    const timer = setTimeout(() => {
      say(error?.message ?? (predictions ? predictionSentence(predictions) : ''));
    }, settledMs);
    return () => clearTimeout(timer);
  }, [predictions, error]);

  const drawn = [answers.explained.answer, answers.curve.answer, answers.counterfactuals.answer];
  const settled = drawn.every(
    (answer) => answer?.question.cells === cells || sameCells(answer?.question.cells, cells),
  );
  useEffect(() => {
    // What a visitor waits for, for whoever looks into the browser's own timing; a benchmark reads it.
    if (settled && performance.getEntriesByName(editMark).length > 0) {
      performance.measure('modelfolio-redrawn', editMark);
      performance.clearMarks(editMark);
    }
  });

  const truth = data?.actual ? truthText(data.actual[state.row], sides.output.classes) : null;
  const axisText = classifier ? percent : shortNumber;
  const above = predictions ? scoreOf(predictions, place) >= threshold : null;
  const nearest = answers.counterfactuals.answer?.value.found[0];
  // What is saved is of one row: counterfactuals of the row before would be told as changes of this one.
  const isOfThisRow = answers.search !== 'older' && sameCells(explained?.question.cells, cells);
  const compared: ComparedRow[] = [
    ...(explained
      ? [{ name: 'This row', cells: explained.question.cells, explanation: explained.value }]
      : []),
    ...(nearest && answers.nearest.answer
      ? [
          {
            name: 'Nearest counterfactual',
            cells: answers.nearest.answer.question.cells,
            explanation: answers.nearest.answer.value,
          },
        ]
      : []),
    ...(state.saved && answers.saved.answer
      ? [
          {
            name: `Saved: row ${state.saved.row + 1}${state.saved.changes.size > 0 ? ', changed' : ''}`,
            cells: answers.saved.answer.question.cells,
            explanation: answers.saved.answer.value,
          },
        ]
      : []),
  ];

  return (
    <div class="auto-tabular">
      <section class="auto-form" aria-label="The row that goes in">
        <RowChooser
          row={state.row}
          rows={data?.rows ?? model.rows}
          data={data}
          truth={truth}
          changed={state.changes.size}
          saved={state.saved !== null}
          onChoose={(row) => change({ row, changes: new Map() })}
          onReset={() => change({ changes: new Map() })}
          onSave={() => change({ saved: { row: state.row, changes: state.changes } })}
        />
        <ColumnFields
          columns={columns}
          cells={cells}
          start={start}
          onChange={put}
          onTouch={(column) => column !== state.column && page.data && change({ column })}
        />
        {predictions && (
          <p class="auto-glance" aria-hidden="true">
            {predictionSentence(predictions)}
          </p>
        )}
      </section>
      <section class="auto-answer row-answer" aria-label="What the model says, and why">
        <div class="row-part">
          <PredictionPanel
            output={sides.output}
            predictions={predictions}
            before={before}
            truth={state.changes.size === 0 && truth !== null ? [truth] : null}
            refusal={error ? errorWords(error) : null}
            onStart={page.start}
            busy={phase.phase === 'loading'}
          />
          <MethodSettings state={state} outputs={outputs} onChange={change} />
          {explained && state.method !== 'lime' && (
            <>
              <WhyTable explanation={explained.value} cells={explained.question.cells} subject={subject} />
              <HowComputed explanation={explained.value} />
              <ExportButtons
                page={page}
                cells={explained.question.cells}
                explanation={explained.value}
                counterfactuals={isOfThisRow ? (answers.counterfactuals.answer?.value ?? null) : null}
                subject={subject}
              />
            </>
          )}
          {lime && <LimeTable lime={lime.value} subject={subject} />}
        </div>
        <div class="row-part">
          {answers.curve.answer && (
            <CurvePanel
              columns={columns}
              curve={answers.curve.answer.value}
              own={answers.curve.answer.question.cells[answers.curve.answer.question.column] ?? null}
              of="row"
              what={classifier ? `Probability of ${subject}` : subject}
              text={axisText}
              bounds={classifier ? [0, 1] : null}
              onColumn={(column) => change({ column })}
            />
          )}
          {data && above !== null && (
            <>
              <CounterfactualPanel
                columns={columns}
                cells={answers.counterfactuals.answer?.question.cells ?? cells}
                answer={answers.counterfactuals.answer?.value ?? null}
                busy={answers.search !== 'all' && answers.counterfactuals.error === null}
                wanted={`${subject} ${above ? 'below' : 'at'} ${axisText(threshold)}${above ? '' : ' or more'}`}
                text={axisText}
                onTry={replace}
              />
              <LimitsTable columns={columns} state={state} onChange={change} />
            </>
          )}
        </div>
        <CompareTable place={place} rows={compared} />
        {state.saved && (
          <button type="button" onClick={() => change({ saved: null })}>
            Forget the saved row
          </button>
        )}
        <p class="hidden" aria-live="polite">
          {said}
        </p>
      </section>
    </div>
  );
}

function sameCells(one: readonly Cell[] | undefined, other: readonly Cell[]): boolean {
  return one?.length === other.length && one.every((cell, at) => cell === other[at]);
}

function truthText(actual: number | undefined, classes: readonly string[] | null): string | null {
  if (actual === undefined || Number.isNaN(actual)) return null;
  return classes ? (classes[actual] ?? null) : shortNumber(actual);
}

function scoreOf(predictions: Parameters<typeof outputText>[0], place: number): number {
  return predictions.kind === 'values'
    ? (predictions.values[place]?.[0] ?? Number.NaN)
    : (predictions.probabilities[place] ?? Number.NaN);
}
