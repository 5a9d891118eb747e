import { benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Report } from '@modelfolio/schemas';

/** Milliseconds of each run of one graph. */
export interface HopCase {
  /** For names of figures, e.g. `row`. */
  readonly name: string;
  /** What goes in, e.g. `1 × 8 float32`. */
  readonly label: string;
  readonly inBytes: number;
  /** In a child process. */
  readonly child: readonly number[];
  /** In the process itself, in turn with the others. */
  readonly here: readonly number[];
}

/** What was measured. */
export interface SupervisorMeasured {
  readonly cases: readonly HopCase[];
  /** Milliseconds from nothing to the first open graph. */
  readonly starts: readonly number[];
  /** Memory of a child with one small graph open. */
  readonly childBytes: number;
}

/** The middle one, or the upper of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** What a call costs more in a child: the difference of the medians. */
export function overhead({ child, here }: Pick<HopCase, 'child' | 'here'>): number {
  return median(child) - median(here);
}

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function supervisorReport(
  { cases, starts, childBytes }: SupervisorMeasured,
  circumstances: Circumstances,
): Report {
  const figures = cases.flatMap((each) => {
    const { name, label, child, here } = each;
    const milliseconds = (words: string, value: number): Report['figures'][string] =>
      figure(`${words}, ${label}`, value, 'milliseconds', 'lower', child.length);
    return [
      [`${name}Overhead`, milliseconds('A call in a child costs more by', overhead(each))],
      [`${name}Child`, milliseconds('Median of a call in a child', median(child))],
      [`${name}Here`, milliseconds('Median of a call in the process itself', median(here))],
    ] as const;
  });
  const content = {
    system: 'serverless-inference',
    title: 'A model in a process of its own',
    question: 'What does it cost that a model runs where it can be ended?',
    method:
      'Graphs run by ONNX Runtime in a child process under the supervisor and in the process itself, in turn: a linear model of one row, one of a ' +
      'thousand rows of images, and the Fashion-MNIST network on a batch. Medians; the first runs are left out. A start is from nothing to the first open graph.',
    figures: {
      ...Object.fromEntries(figures),
      start: figure(
        'Start of a child with its first graph',
        median(starts),
        'milliseconds',
        'lower',
        starts.length,
      ),
      childBytes: figure('Memory of a child with a small graph', childBytes, 'bytes', 'lower'),
    },
    tables: [
      {
        title: 'Calls',
        columns: ['Input', 'Bytes in', 'In a child, ms', 'In the process, ms', 'More, ms', 'Ratio'],
        rows: cases.map((each) => [
          each.label,
          each.inBytes,
          median(each.child),
          median(each.here),
          overhead(each),
          median(each.child) / median(each.here),
        ]),
      },
    ],
  };
  return benchReport('supervisor', content, circumstances);
}
