import { Failure } from '@modelfolio/failures';
import type { FileDigest } from '@modelfolio/schemas';
import type { SourceEffects } from '../source.ts';
import { digestChunks } from './artifact-files.ts';
import type { RestClient } from './rest-client.ts';
import { listAt, numberAt, textAt } from './rest-json.ts';

/** Larger files are not fetched only to be hashed. */
const LARGEST = 50 * 1000 * 1000;
/** Deeper folders than this are no artifacts but a mistake. */
const DEEPEST = 32;

/** Files that a tracking server has of its runs. */
export class RestArtifacts {
  readonly #client: RestClient;
  readonly #effects: SourceEffects;
  #told = false;

  constructor(client: RestClient, effects: SourceEffects) {
    this.#client = client;
    this.#effects = effects;
  }

  /** Path, size and SHA-256 of every file; what the server cannot give is left out with a note. */
  async ofRun(runId: string): Promise<FileDigest[]> {
    try {
      return await this.#folder(runId, '', 1);
    } catch (error) {
      if (!(error instanceof Failure) || typeof error.cause !== 'number') throw error;
      if (!this.#told) this.#effects.note(`${error.message}; artifacts left out`);
      this.#told = true;
      return [];
    }
  }

  async #folder(runId: string, path: string, depth: number): Promise<FileDigest[]> {
    const found: FileDigest[] = [];
    for (let token: string | null = null; ;) {
      const answer = await this.#client.get('artifacts/list', {
        run_id: runId,
        ...(path === '' ? {} : { path }),
        ...(token === null ? {} : { page_token: token }),
      });
      for (const file of listAt(answer, 'files')) {
        const name = textAt(file, 'path') ?? '';
        const bytes = numberAt(file, 'file_size');
        const note = (why: string): void =>
          this.#effects.note(`${this.#client.address}: run ${runId}: ${name}: ${why}; left out`);
        if (name === '' || name.startsWith('/') || name.includes('\\') || name.split('/').includes('..'))
          note('not a path in the folder');
        else if (path !== '' && !name.startsWith(`${path}/`)) note('not in the folder asked for');
        else if (file['is_dir'] === true && depth >= DEEPEST) note(`folders deeper than ${DEEPEST}`);
        else if (file['is_dir'] === true) found.push(...(await this.#folder(runId, name, depth + 1)));
        else if (bytes !== null && bytes >= LARGEST)
          note(`${bytes} bytes, too many to fetch only to hash them`);
        else
          found.push({
            path: name,
            ...(await digestChunks(
              await this.#client.bytes('/get-artifact', { path: name, run_uuid: runId }),
            )),
          });
      }
      const next = textAt(answer, 'next_page_token');
      if (next === null || next === token) return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
      token = next;
    }
  }
}
