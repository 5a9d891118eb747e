// For bench:evaluate, in a process of its own: reads predictions made by interop/bench_evaluate.py and judges them.
import { readFileSync } from 'node:fs';
import { defaultResampling, estimatesOf, resample } from '../src/evaluation/estimates.ts';
import { classificationMetrics } from '@modelfolio/metrics/classification-metrics';

const [file = '', rows = '0', classes = '0', replicates = '0'] = process.argv.slice(2);
const [n, width] = [Number(rows), Number(classes)];
const bytes = readFileSync(file);
const values = new Float64Array(bytes.buffer, bytes.byteOffset, n * (width + 1));
const actual = Uint32Array.from(values.subarray(0, n));
const probabilities = values.subarray(n);
const predicted = Uint32Array.from(actual, (_, row) => {
  const own = probabilities.subarray(row * width, (row + 1) * width);
  return own.indexOf(own.reduce((a, b) => Math.max(a, b)));
});
const labels = Array.from({ length: width }, (_, label) => String(label));

const start = performance.now();
const how = { ...defaultResampling, replicates: Number(replicates) };
const metrics = classificationMetrics(
  actual,
  { kind: 'classes', classes: labels, probabilities, predicted },
  width === 2 ? 1 : null,
);
const estimates = estimatesOf(resample(metrics, how), how);
const rocAuc = Number(estimates.of('rocAuc').value);
process.stdout.write(
  JSON.stringify({
    seconds: (performance.now() - start) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    rocAuc,
  }),
);
