import { cold } from './cold-visit.ts';
import { questions, repetitions, type Question, type TableMeasurements } from './answers.ts';
import { startMlflowServer } from './mlflow-server.ts';
import { totalBytes } from './transfer.ts';

/** Rows that MLflow's user interface asks for at once. */
const pageSize = 100;

/** MLflow's version, its table of runs in the browser, and the answers of its server. */
export interface MlflowMeasurements extends TableMeasurements {
  version: string;
}

/** Opens MLflow's table of the runs of a store, and asks its server what the table would ask. */
export async function measureMlflow(database: string): Promise<MlflowMeasurements> {
  const server = await startMlflowServer(database);
  try {
    const ask = (path: string, body: unknown): Promise<unknown> =>
      fetch(`${server.url}/api/2.0/mlflow/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then(async (response) => {
        const answer: unknown = await response.json();
        if (!response.ok) throw new Error(`MLflow answers ${path} with ${JSON.stringify(answer)}`);
        return answer;
      });
    const { experiments } = (await ask('experiments/search', { max_results: 10 })) as {
      experiments: { experiment_id: string; name: string }[];
    };
    const id = experiments.find(({ name }) => name !== 'Default')?.experiment_id;
    const search = async (words: { filter?: string; order_by?: string[] }): Promise<[string, number]> => {
      const begin = performance.now();
      const { runs } = (await ask('runs/search', {
        experiment_ids: [id],
        max_results: pageSize,
        ...words,
      })) as { runs: { info: { run_name: string } }[] };
      const [first] = runs;
      if (!first) throw new Error('MLflow finds no run');
      return [first.info.run_name, performance.now() - begin];
    };
    const asked: Record<Question, Parameters<typeof search>[0]> = {
      filter: { filter: questions.filter },
      sort: { order_by: [`metrics.${questions.sort} DESC`] },
      word: { filter: `attributes.run_name LIKE '%${questions.word}%'` },
    };
    const answers: TableMeasurements['answers'] = { filter: [], sort: [], word: [] };
    for (const [question, words] of Object.entries(asked))
      for (let turn = 0; turn < repetitions; turn++)
        answers[question as Question].push((await search(words))[1]);
    const [newest] = await search({});
    const table = await cold(server.url, async (page, url, transfers) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      const start = performance.now();
      await page.goto(`${url}/#/experiments/${id}/runs`, { waitUntil: 'commit' });
      await page.getByText(newest, { exact: true }).first().waitFor({ timeout: 120_000 });
      const shown = performance.now() - start;
      return { shown, bytes: totalBytes(await transfers()) };
    });
    return { ...table, answers, version: await (await fetch(`${server.url}/version`)).text() };
  } finally {
    await server.stop();
  }
}
