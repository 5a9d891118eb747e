import { isRecordName, recordIdOf } from '../run-store.ts';
import { listFolder, readBytes, type Project } from '@modelfolio/project';

/** What lies in the folders of records. Each folder is listed once, and read only to find a record under another name. */
export class RecordIndex {
  readonly #project: Project;
  readonly #names = new Map<string, Promise<ReadonlySet<string>>>();
  readonly #ids = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** Whether a record lies at a path. */
  async has(path: string): Promise<boolean> {
    const [folder, name] = parts(path);
    return (await this.#listed(folder)).has(name);
  }

  /** Where the record of a run lies in the folder of `path`: there, or in a file that somebody named otherwise. */
  async find(path: string, id: string): Promise<string | null> {
    if (await this.has(path)) return path;
    const [folder] = parts(path);
    let ids = this.#ids.get(folder);
    if (!ids) {
      ids = this.#readIds(folder);
      this.#ids.set(folder, ids);
    }
    return (await ids).get(id) ?? null;
  }

  #listed(folder: string): Promise<ReadonlySet<string>> {
    const known = this.#names.get(folder);
    if (known) return known;
    const names = listFolder(this.#project, folder).then((found) => new Set(found.filter(isRecordName)));
    this.#names.set(folder, names);
    return names;
  }

  async #readIds(folder: string): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const name of await this.#listed(folder)) {
      const id = recordIdOf(await readBytes(this.#project, `${folder}/${name}`));
      if (id !== null) ids.set(id, `${folder}/${name}`);
    }
    return ids;
  }
}

function parts(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
}
