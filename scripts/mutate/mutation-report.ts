import type { JudgedMutant } from './judged-mutant.ts';

/** What the tests of a room found of the faults that were planted. */
export interface MutationReport {
  room: string;
  /** Judged mutants, those of no account not counted. */
  mutants: number;
  killed: number;
  /** Found because the tests did not end any more. */
  timedOut: number;
  survived: number;
  /** Missed, too: no test runs the code. */
  notCovered: number;
  /** Not counted: with the fault, files of tests did not load. */
  invalid: number;
  /** Found, of the mutants, in percent; `null` where there are none. */
  score: number | null;
  survivors: JudgedMutant[];
}

/** Counts what was found and lists what was missed, by file and line. */
export function mutationReport(room: string, judged: readonly JudgedMutant[]): MutationReport {
  const count = (wanted: JudgedMutant['status']) => judged.filter(({ status }) => status === wanted).length;
  const [killed, timedOut, survived, notCovered] = (
    ['Killed', 'Timeout', 'Survived', 'NoCoverage'] as const
  ).map(count) as [number, number, number, number];
  const mutants = killed + timedOut + survived + notCovered;
  return {
    room,
    mutants,
    killed,
    timedOut,
    survived,
    notCovered,
    invalid: judged.length - mutants,
    score: mutants === 0 ? null : (100 * (killed + timedOut)) / mutants,
    survivors: judged
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
  };
}

/** The report as lines for a terminal: each survivor, then the figures. */
export function mutationText(report: MutationReport): string {
  const lines = report.survivors.map(
    ({ file, line, original, replacement, status }) =>
      `${file}:${line}  ${short(original)} → ${short(replacement)}${status === 'NoCoverage' ? '  (no test runs it)' : ''}`,
  );
  const { room, mutants, killed, timedOut, survived, notCovered, invalid, score } = report;
  const figures = [
    `${killed} killed`,
    `${timedOut} timed out`,
    `${survived} survived`,
    `${notCovered} in code that no test runs`,
    ...(invalid > 0 ? [`${invalid} more made tests fail to load, not counted`] : []),
  ];
  lines.push(
    `${room}: ${score === null ? 'no mutants' : `${score.toFixed(1)} % of ${mutants} mutants found`} (${figures.join(', ')})`,
  );
  return lines.join('\n');
}

/** One line of code, without what would make it long. */
function short(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line || '(nothing)';
}
