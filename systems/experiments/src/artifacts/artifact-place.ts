/** What a folder of artifacts holds directly. */
export interface ListedArtifact {
  readonly name: string;
  /** Bytes of a file; `null` for a folder. */
  readonly bytes: number | null;
}

/** Bytes of a file, both ends included. */
export interface Part {
  readonly first: number;
  readonly last: number;
}

/** One version of a file, to be read or closed. */
export interface OpenArtifact {
  readonly bytes: number;
  /** When it was stored: milliseconds since 1970. */
  readonly changed: number;
  /** Names these bytes: whoever replaces the file makes another. */
  readonly version: string;
  /**
   * Streams it, whole or a part, and closes it at the end. To be called once.
   *
   * @throws MlflowError `ABORTED` where it was replaced after it was opened
   */
  read(part?: Part): Promise<ReadableStream<Uint8Array>>;
  /** For one that is not read after all. */
  close(): Promise<void>;
}

/** What was stored. */
export interface WrittenArtifact {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly version: string;
}

export interface WriteOptions {
  /** Bytes that are to come, where that is known: with fewer nothing is stored. */
  readonly bytes?: number | undefined;
  /** Ends it; then nothing is stored. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where artifacts are kept, whatever kind of storage it is. Paths are as {@link safePath} makes them.
 *
 * All throw an MlflowError for what a client or an operator is to be told.
 */
export interface ArtifactPlace {
  /** Names it, e.g. `s3://bucket/models`. */
  readonly uri: string;
  /** What a folder holds, by name in the order of code points; nothing where there is no such folder. */
  list(folder: string): Promise<ListedArtifact[]>;
  /** A file; `null` where there is neither a file nor a folder. */
  open(path: string): Promise<OpenArtifact | 'folder' | null>;
  /** Stores a file whole, in the place of one that is there, or leaves everything as it was. */
  write(path: string, body: AsyncIterable<Uint8Array>, options?: WriteOptions): Promise<WrittenArtifact>;
  /** Removes a file, or a folder with all in it; nothing there is fine. */
  remove(path: string): Promise<void>;
}

/** Listings in the order of code points, as Python sorts. */
export const inOrder = (listed: readonly ListedArtifact[]): ListedArtifact[] =>
  listed
    .map((each) => ({ each, key: Buffer.from(each.name) }))
    .sort((one, other) => Buffer.compare(one.key, other.key))
    .map(({ each }) => each);
