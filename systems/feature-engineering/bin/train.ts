#!/usr/bin/env node
import { resolve } from 'node:path';
import { trainCensus } from '../src/census/train-census.ts';
import { FeaturesError } from '../src/features-error.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // A second one does not wait for the step.
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  });

const { isTTY } = process.stderr;
const clearLine = '\r\u001B[K';
try {
  process.exitCode = await trainCensus(process.argv.slice(2), {
    root: resolve(import.meta.dirname, '..', '..', '..'),
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
    signal: stop.signal,
    now: Date.now,
    print: (text) => void process.stdout.write(text),
    report: (text, transient = false) => {
      if (!transient) process.stderr.write(`${isTTY ? clearLine : ''}${text}\n`);
      else if (isTTY) process.stderr.write(`${clearLine}${text}`);
    },
  });
} catch (error) {
  if (!(error instanceof FeaturesError)) throw error;
  process.stderr.write(`${isTTY ? clearLine : ''}${error.message}\n`);
  process.exitCode = error.code === 'usage' ? 2 : 1;
}
