#!/usr/bin/env node
// The site of a project, built or served by the compiled renderer.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compileRenderer } from './compile-renderer.mjs';

const help = `Usage: modelfolio-site <command> [flags]

  build  write the site of a project
  serve  build it and serve it on this machine

  --root <folder>   project with content/ and models/ (default: this folder)
  --out <folder>    where the site is written (default: dist in the project)
  --base <path>     where the site will live, e.g. /portfolio/ (default: /)
  --port <number>   port to serve on (default 4321, the next free one if it is taken)
  --force           make every page again
  --overwrite       write over a folder that holds something else
  --json            print the result as JSON
  --help            show this text

Pages whose inputs did not change are not made again. A failing or interrupted build leaves the former site as it was.
`;

const options = {
  root: { type: 'string', default: '.' },
  out: { type: 'string' },
  base: { type: 'string', default: '/' },
  port: { type: 'string', default: '4321' },
  force: { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

function stop(code, message) {
  process.stderr.write(`modelfolio-site: ${message}\n`);
  process.exit(code);
}

function readCommandLine() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true });
    const port = Number(values.port);
    const [command, ...rest] = positionals;
    if (values.help) return { ...values, command: 'help', port };
    if (!['build', 'serve'].includes(command) || rest.length > 0)
      return stop(
        2,
        `${positionals.join(' ') || 'no command'} is not known (modelfolio-site --help lists what is)`,
      );
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return stop(2, `--port ${values.port} is no port`);
    return { ...values, command, port };
  } catch (error) {
    return stop(2, `${error.message.split(/\. |\n/)[0]} (modelfolio-site --help lists the flags)`);
  }
}

const { command, base, force, overwrite, json, port, ...given } = readCommandLine();
if (command === 'help') {
  process.stdout.write(help);
  process.exit(0);
}
const root = resolve(given.root);
if (!existsSync(root)) stop(1, `there is no folder ${root}`);
const out = resolve(given.out ?? join(root, 'dist'));
const renderer = await compileRenderer();
const { buildSite, serveFolder, takenWords, Failure } = await import(
  pathToFileURL(join(renderer, 'server/entry.mjs')).href
);
const isTerminal = process.stderr.isTTY;
const progress = (text) => isTerminal && process.stderr.write(`\r\u001B[K${text}`);
const start = performance.now();
try {
  const result = await buildSite({
    root,
    out,
    base,
    force,
    overwrite,
    renderer,
    worker: new URL('render-worker.mjs', import.meta.url),
    progress,
  });
  if (isTerminal) process.stderr.write('\r\u001B[K');
  for (const line of takenWords(result.taken)) process.stderr.write(`${line}\n`);
  const seconds = Number(((performance.now() - start) / 1000).toFixed(2));
  if (json) process.stdout.write(`${JSON.stringify({ out, ...result, seconds })}\n`);
  else
    process.stderr.write(
      `${result.pages} pages in ${out}: ${result.made} files made, ${result.kept} as before, ${seconds} s\n`,
    );
} catch (error) {
  if (isTerminal) process.stderr.write('\r\u001B[K');
  if (error instanceof Failure) stop(1, error.message);
  throw error;
}
if (command === 'serve') {
  const server = await serveFolder(out, port);
  process.stdout.write(`The site is served at http://localhost:${server.port}/\n`);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => void server.close().then(() => process.exit(0)));
}
