import type { AnyRecord, Lie } from './lie.ts';

const report = 'content/reports/train-benchmark.json';
const changed = (lie: string, how: (report: AnyRecord) => void): Lie => ({
  lie,
  plant: ({ change }) => change(report, how),
  foundBy: ['record-edited'],
});

/** Reports: what was measured once, and cannot be made again by a check. */
export const liesInReports: readonly Lie[] = [
  changed('a figure in a report times ten', ({ figures }) => (figures.speedup.value *= 10)),
  changed('a cell of a table', ({ tables }) => (tables[0].rows[0][1] = 1e6)),
  changed(
    'the question of a report',
    (record) => (record.question = 'How much faster is it than anything else?'),
  ),
  changed('the machine it was measured on', ({ environment }) => (environment.hardware = null)),
  changed('the day it was measured', (record) => (record.measuredAt = '2030-01-01T00:00:00.000Z')),
  changed('the command that measures it', (record) => (record.command = 'true')),
  {
    lie: 'a ratio times ten, sealed again',
    plant: ({ forge }) =>
      forge('content/reports/features-benchmark.json', ({ figures }) => {
        const ratio = Object.values<AnyRecord>(figures).find(({ ratioOf }) => ratioOf);
        ratio.value *= 10;
      }),
    foundBy: ['report-invalid'],
  },
  {
    lie: 'a report without its seal',
    plant: ({ change }) => change(report, (record) => delete record.seal),
    foundBy: ['record-unsealed'],
  },
];
