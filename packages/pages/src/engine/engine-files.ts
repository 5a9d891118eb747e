import { download, gunzip } from '../download.ts';
import type { EngineSpec, LoadProgress, ModelFile, ServedFile } from './inference-engine.ts';

/** How an engine gets its bytes. */
export type ReadFile = (
  file: ServedFile,
  onBytes: (count: number) => void,
  signal: AbortSignal,
) => Promise<Uint8Array<ArrayBuffer>>;

export type EngineFiles = {
  /** The files of the model by path. */
  model: Map<string, Uint8Array<ArrayBuffer>>;
  /** The runtime's WebAssembly, decompressed. */
  wasm: Uint8Array<ArrayBuffer>;
  sha256: Record<string, string>;
  bytes: number;
};

/**
 * Fetches a runtime's WebAssembly and a model's files side by side.
 *
 * @param wasm gzip-compressed, so that its size does not depend on what the host compresses
 */
export async function readEngineFiles(
  spec: EngineSpec,
  wasm: ServedFile,
  progress: (progress: LoadProgress) => void,
  signal: AbortSignal,
  read: ReadFile = download,
): Promise<EngineFiles> {
  const total = spec.files.reduce((sum, file) => sum + file.bytes, wasm.bytes);
  let loaded = 0;
  const onBytes = (count: number) => progress({ loaded: (loaded += count), total });
  const readModelFile = async (file: ModelFile) => [file.path, await read(file, onBytes, signal)] as const;
  const [compressed, ...files] = await Promise.all([
    read(wasm, onBytes, signal),
    ...spec.files.map(readModelFile),
  ]);
  return {
    model: new Map(files),
    wasm: await gunzip(compressed),
    // `read` has compared each file with its hash, or it would have thrown.
    sha256: Object.fromEntries(spec.files.map((file) => [file.path, file.sha256])),
    bytes: total,
  };
}
