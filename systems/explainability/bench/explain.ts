#!/usr/bin/env node
// npm run bench:explain: exact and estimated explanations against shap and WebSHAP's method, and edits in the browser.
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { explainReport } from './explain-report.ts';
import { measureExplain } from './measure-explain.ts';

const benchmark: Benchmark = {
  name: 'explain',
  description: `Times TreeSHAP against shap's C++ and WebSHAP's method, KernelSHAP at equal error against both, memory over a thousand
explanations, and edits in the what-if dashboard in Chromium. Prints the figures and writes
content/reports/explain-benchmark.json. Takes some minutes.`,
  flags: {
    quick: {
      type: 'boolean',
      description: 'a look at whether all runs: little of each, and no report written',
    },
  },
  isRough: (flags) => flags['quick'] === true,

  async measure(flags, { root, load, say, circumstances }) {
    const measured = await measureExplain({ root, quick: flags['quick'] === true, say });
    return { report: explainReport(measured, load, circumstances()) };
  },
};

await benchProgram(benchmark);
