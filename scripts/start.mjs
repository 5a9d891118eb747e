// npm start: set up, ingest, evaluate what is missing, build the cards and the site, serve it.
import { parseArgs } from 'node:util';
import { ensureInstalled, fail, must, run, serving } from './setup.mjs';

const help = `Usage: npm start -- [options]

Sets the project up, brings models/ and content/ up to date, builds the site and serves it.

  --port <number>           port to serve on (default 4321, the next free one if it is taken)
  --host <address>          address to serve on (default 127.0.0.1: this machine alone)
  --allowed-hosts <names>   further host names to answer to, separated by commas
  --no-serve                stop after the build
  --force                   build the site even if nothing changed
  --help                    show this text
`;

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allowed-hosts': { type: 'string' },
  serve: { type: 'boolean', default: true },
  force: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

function readOptions() {
  try {
    return parseArgs({ options, strict: true, allowNegative: true }).values;
  } catch (error) {
    return fail(`${error.message} (npm start -- --help lists the options)`);
  }
}

const values = readOptions();
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
await ensureInstalled(serving);
for (const command of ['ingest', 'evaluate', 'build'])
  await must('node', ['generator/bin/modelfolio.ts', command]);
await must('node', ['generator/bin/modelfolio.ts', 'check', '--no-reevaluate']);
const build = ['site/bin/modelfolio-site.mjs', 'build', '--out', 'site/dist', '--overwrite'];
await must('node', values.force ? [...build, '--force'] : build);
if (values.serve)
  process.exit(
    await run('node', [
      'site/serve.ts',
      ...['port', 'host', 'allowed-hosts'].flatMap((name) =>
        values[name] ? [`--${name}`, values[name]] : [],
      ),
    ]),
  );
