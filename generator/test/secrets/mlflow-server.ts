import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serverAnswers } from '@modelfolio/runs/testing/stores';
import { onTestFinished } from 'vitest';
import { pairsOf, type Plants } from './plants.ts';

type Json = Record<string, unknown>;

/**
 * A tracking server that answers as MLflow's does, with plants in every text that a client may fill. It runs until the test
 * ends. Its address lets one in by a password, which is a plant, too.
 */
export async function mlflowServer(_root: string, plants: Plants): Promise<string> {
  const answers = plantedAnswers(plants);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const answer = answers(pathname.replace(/^\/api\/2\.0\/mlflow\//, ''), request.url ?? '');
    const status = answer === null ? 404 : 200;
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const password = encodeURIComponent(Object.values(plants.named)[0] ?? '');
  return `http://ada:${password}@127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the server says to a route; `null` where it has none. */
function plantedAnswers(plants: Plants): (route: string, url: string) => Json | null {
  const { texts } = plants;
  const all = texts.join('\n');
  const pairs = pairsOf(plants).map(([key, value]) => ({ key, value }));
  // Names of params, tags and metrics are texts of a client, too.
  const names = texts.map((key) => ({ key, value: 'x' }));
  const tags = [
    ...pairs,
    ...names,
    ...texts.map((text, index) => ({ key: `mlflow.note.${index}`, value: `see ${text}` })),
    ...['source.name', 'source.git.repoURL', 'source.git.commit', 'project.entryPoint', 'parentRunId'].map(
      (name) => ({ key: `mlflow.${name}`, value: all }),
    ),
  ];
  const params = [
    ...pairs,
    ...names,
    ...texts.map((text, index) => ({ key: `list/${index}`, value: JSON.stringify({ a: [text] }) })),
  ];
  const point = { value: 0.5, timestamp: 1760000000000, step: 0 };
  const metrics = texts.map((key) => ({ key, ...point }));
  // A file that leads out of its folder is left out, and would be no plant.
  const files = texts.filter((text) => !/^\/|\\|\.\.|\n/.test(text));
  const answer = (route: string): Json => realAnswer(route);
  const [run] = (answer('runs/search')['runs'] as { info: Json }[]).filter(
    ({ info }) => info['run_name'] === 'parent',
  );
  const [model] = (answer('logged-models/search')['models'] as { info: Json }[]).filter(
    ({ info }) => info['name'] === 'classifier',
  );
  const [experiment] = answer('experiments/search')['experiments'] as Json[];
  const [version] = answer('model-versions/search')['model_versions'] as Json[];
  const runId = run?.info['run_id'];
  const versions = texts.map((text, index) => ({
    ...version,
    name: text,
    version: String(index + 1),
    source: text,
    description: text,
    current_stage: text,
    user_id: text,
    run_id: runId,
    tags: pairs,
  }));
  const routes: Record<string, Json> = {
    'experiments/search': {
      experiments: [
        {
          ...experiment,
          experiment_id: '1',
          name: all,
          artifact_location: texts[0],
          tags: [...pairs, ...names],
        },
      ],
    },
    'runs/search': {
      runs: [
        {
          info: { ...run?.info, run_name: all, user_id: all, artifact_uri: all },
          data: { metrics, params, tags },
          inputs: {
            dataset_inputs: texts.map((text) => ({
              tags: [{ key: 'mlflow.data.context', value: text }, ...pairs],
              dataset: {
                name: text,
                digest: text,
                source_type: text,
                source: JSON.stringify({ url: text, uri: text }),
                schema: text,
                profile: JSON.stringify({ num_rows: 1, note: text }),
              },
            })),
          },
          outputs: { model_outputs: [{ model_id: model?.info['model_id'], step: 0 }] },
        },
        {
          info: {
            ...run?.info,
            run_id: all,
            run_uuid: all,
            run_name: '',
            source_name: all,
            source_version: all,
          },
          data: { tags: [] },
        },
      ],
    },
    'logged-models/search': {
      models: [
        {
          info: {
            ...model?.info,
            name: all,
            artifact_uri: all,
            status_message: all,
            tags: [...pairs, ...names],
          },
          data: {
            params: [...pairs, ...names],
            metrics: texts.map((key) => ({ key, ...point, dataset_name: key, dataset_digest: key })),
          },
        },
        ...texts.map((text) => ({ info: { model_id: text, name: text, source_run_id: runId }, data: {} })),
      ],
    },
    'registered-models/search': {
      registered_models: texts.map((text, index) => ({
        name: text,
        description: text,
        aliases: [{ alias: text, version: String(index + 1) }],
      })),
    },
    'model-versions/search': { model_versions: versions },
    'artifacts/list': {
      root_uri: all,
      files: files.map((path) => ({ path, is_dir: false, file_size: 2 })),
    },
    '/get-artifact': {},
  };
  return (route, url) => {
    if (route !== 'metrics/get-history') return routes[route] ?? null;
    return { metrics: [{ key: new URL(url, 'http://x').searchParams.get('metric_key'), ...point }] };
  };
}

/** The longest of what the real server said to a route. */
function realAnswer(route: string): Json {
  const said = Object.entries(serverAnswers())
    .filter(([asked]) => asked.includes(route))
    .map(([, { body }]) => body)
    .toSorted((a, b) => b.length - a.length);
  return JSON.parse(said[0] ?? '{}') as Json;
}
