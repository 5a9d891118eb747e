import { realDatabases, type DatabaseKind, type Databases } from '@modelfolio/project/databases';
import type { ArtifactPlace, OpenArtifact } from './artifact-place.ts';

/** A file at a place, in one version. */
interface Stored {
  /** Of the place. */
  readonly uri: string;
  readonly path: string;
  readonly version: string;
}

/**
 * What is known of the bytes that were stored: a database of our own, beside MLflow's. Where it cannot be written or read, on a
 * full disk or under another server's lock, digests are unknown; what is stored is stored all the same.
 */
export interface Digests {
  keep(stored: Stored & { readonly sha256: string }): void;
  /** Hexadecimal SHA-256; `null` for what others have stored. */
  find(stored: Stored): string | null;
  /** Forgets a file, or a folder with all in it. */
  forget(file: { readonly uri: string; readonly path: string }): void;
  close(): void;
}

const kind: DatabaseKind = {
  versions: [
    `CREATE TABLE artifact_digests (
       place TEXT NOT NULL,
       path TEXT NOT NULL,
       version TEXT NOT NULL,
       sha256 TEXT NOT NULL,
       PRIMARY KEY (place, path)
     ) WITHOUT ROWID`,
  ],
  writeAhead: true,
};

/**
 * Opens the digests of artifacts.
 *
 * @param file `:memory:` keeps nothing
 * @throws Failure of the database
 */
export function openDigests(file: string, { openDatabase }: Databases = realDatabases): Digests {
  const database = openDatabase(file, kind);
  // What a power cut takes of them is unknown afterwards, as with artifacts that others have stored.
  // Nobody is kept waiting for them either.
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 100');
  const keep = database.prepare(
    `INSERT INTO artifact_digests (place, path, version, sha256) VALUES (?, ?, ?, ?)
     ON CONFLICT (place, path) DO UPDATE SET version = excluded.version, sha256 = excluded.sha256`,
  );
  const find = database.prepare(
    'SELECT sha256 FROM artifact_digests WHERE place = ? AND path = ? AND version = ?',
  );
  const forget = database.prepare(
    // What begins with `path/` lies before `path0`: that is the character after a slash.
    `DELETE FROM artifact_digests WHERE place = ?1 AND (path = ?2 OR (path >= ?2 || '/' AND path < ?2 || '0'))`,
  );
  return {
    keep: ({ uri, path, version, sha256 }) => void ifPossible(() => keep.run(uri, path, version, sha256)),
    find: ({ uri, path, version }) => {
      const row = ifPossible(() => find.get(uri, path, version));
      return row === undefined ? null : String(row['sha256']);
    },
    forget: ({ uri, path }) => void ifPossible(() => forget.run(uri, path)),
    close: () => database.close(),
  };
}

/** What SQLite does; `undefined` where it fails. */
function ifPossible<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as { errcode?: number }).errcode === undefined) throw error;
    return undefined;
  }
}

/** An artifact with the SHA-256 of its bytes in hexadecimal; `null` where somebody else has stored it. */
export type KnownArtifact = OpenArtifact & { readonly sha256: string | null };

/** A place that knows what it has stored. */
export interface KnowingPlace extends ArtifactPlace {
  open(path: string): Promise<KnownArtifact | 'folder' | null>;
}

/** Keeps digests of what is stored at a place. */
export const withDigests = (place: ArtifactPlace, digests: Digests): KnowingPlace => ({
  ...place,
  open: async (path) => {
    const found = await place.open(path);
    if (found === null || found === 'folder') return found;
    return { ...found, sha256: digests.find({ uri: place.uri, path, version: found.version }) };
  },
  write: async (path, body, options) => {
    const written = await place.write(path, body, options);
    digests.keep({ uri: place.uri, path, ...written });
    return written;
  },
  remove: async (path) => {
    await place.remove(path);
    digests.forget({ uri: place.uri, path });
  },
});
