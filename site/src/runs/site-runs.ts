import type { RunRecord } from '@modelfolio/schemas';
import type { Library, RunFile } from '../library/library.ts';

/** A run as the site shows it. */
export interface SiteRun {
  record: RunRecord;
  /** Name of its file under `/runs/data/`, without the ending. */
  file: string;
  model: string | null;
}

/**
 * The files of a project's runs, each run once: a model's own copy of a record rather than the one that waits in `runs/`.
 * Two runs whose files have one name are told apart by a number.
 *
 * @param idOf the id of a run, where it can be had without parsing its record
 */
export function runFiles(
  { runs }: Pick<Library, 'runs'>,
  idOf: (run: RunFile) => string = (run) => run.read().id,
): { file: RunFile; name: string }[] {
  const seen = new Set<string>();
  const names = new Map<string, number>();
  return runs.flatMap((file) => {
    // The same file name for the same record: names are made of ids, and a hash where those are long.
    // A name that is made of an id may tell what was taken out of it.
    const key = file.file.isChanged ? `run-${file.file.digest.slice(0, 16)}` : file.file.id;
    const id = idOf(file);
    if (seen.has(id)) return [];
    seen.add(id);
    const count = names.get(key) ?? 0;
    names.set(key, count + 1);
    return [{ file, name: count === 0 ? key : `${key}-${count}` }];
  });
}

/** The runs of a project, each once. */
export function siteRuns(library: Pick<Library, 'runs'>): SiteRun[] {
  return runFiles(library).map(({ file, name }) => ({ record: file.read(), file: name, model: file.model }));
}
