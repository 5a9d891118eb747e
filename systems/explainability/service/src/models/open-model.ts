import type { OpenSession } from '@modelfolio/inference';
import { tableCode, tableModel } from '@modelfolio/explainability';
import type { LoadedModel, ModelContent } from './loaded-model.ts';

/**
 * Opens the graph of a model.
 *
 * @throws what opening it throws
 */
export async function openModel(content: ModelContent, openGraph: OpenSession): Promise<LoadedModel> {
  const { id, manifest, bytes, columns, rows, knownColumns } = content;
  const { inputs, output } = manifest;
  const graph = await openGraph(bytes);
  const graphs = [graph];
  const ask: LoadedModel['ask'] = () =>
    tableModel(
      graph.run,
      { inputs, input: { kind: 'tabular', columns: [...columns] }, output },
      tableCode(knownColumns),
    );
  let predictions: ReturnType<LoadedModel['predictions']> | null = null;
  return {
    ...content,
    content,
    predictions: () => {
      if (!rows) throw new RangeError(`${id} has no rows beside it`);
      predictions ??= ask()
        .predict(rows)
        .catch((error: unknown) => {
          // Asked again, it may succeed.
          predictions = null;
          throw error;
        });
      return predictions;
    },
    ask,
    open: async (part) => {
      const opened = await openGraph(part);
      graphs.push(opened);
      return opened.run;
    },
    close: async () => {
      await Promise.all(graphs.map((each) => each.close()));
    },
  };
}
