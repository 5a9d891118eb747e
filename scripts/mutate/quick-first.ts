import { existsSync, readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { tookFile } from './took-file.ts';

/**
 * Runs quick files of tests first, the other way around than Vitest does: the first test that fails ends the judging of a
 * fault, and most are found by the tests of their own module, which take milliseconds where those of a whole service take
 * seconds.
 */
export class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return quickFirst(files, existsSync(tookFile) ? readFileSync(tookFile, 'utf8') : '');
  }
}

/** Files of tests by the time that they took. @param took lines of {@link tookFile}; what it does not name comes first */
export function quickFirst<File extends Pick<TestSpecification, 'moduleId'>>(
  files: readonly File[],
  took: string,
): File[] {
  const times = new Map(
    took.split('\n').map((line) => {
      const [milliseconds = '', file = ''] = line.split('\t');
      return [file, Number(milliseconds)] as const;
    }),
  );
  const timeOf = ({ moduleId }: File): number => times.get(moduleId) ?? 0;
  return files.toSorted((one, other) => timeOf(one) - timeOf(other));
}
