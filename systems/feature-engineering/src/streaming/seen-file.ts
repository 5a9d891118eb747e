import type { FileMark, OpenFile, StreamEffects } from './stream-effects.ts';
import { changedFile, readFailure } from './read-failure.ts';

/** A file as it was when it was first looked at; each reading opens it again. */
export interface SeenFile {
  /** For messages. */
  readonly name: string;
  readonly mark: FileMark;
  /** @throws FeaturesError when it is gone, or is another than it was */
  open(): Promise<OpenFile>;
}

/**
 * Looks at a file, or at standard input, which is put aside in a temporary file first.
 *
 * @param path `-` for standard input
 * @throws FeaturesError when there is none that can be read
 */
export async function seeFile(
  path: string,
  effects: StreamEffects,
): Promise<SeenFile & { close(): Promise<void> }> {
  const isInput = path === '-';
  const name = isInput ? 'standard input' : path;
  const opened = async (): Promise<OpenFile> => {
    try {
      return await effects.open(path);
    } catch (error) {
      throw readFailure(error, name);
    }
  };
  const first = isInput ? await effects.spool(effects.standardInput()) : await opened();
  try {
    const mark = await first.mark();
    if (isInput)
      return {
        name,
        mark,
        open: async () => ({ ...first, close: async () => {} }),
        close: () => first.close(),
      };
    await first.close();
    return {
      name,
      mark,
      async open() {
        const file = await opened();
        const now = await file.mark();
        if (now.size === mark.size && now.modified === mark.modified) return file;
        await file.close();
        throw changedFile(name);
      },
      close: async () => {},
    };
  } catch (error) {
    await first.close();
    throw readFailure(error, name);
  }
}
