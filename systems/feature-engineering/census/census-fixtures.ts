// Small made-up files for tests, and a world to fetch them from.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { CensusEffects } from './census-effects.ts';
import type { CensusPublication, PublishedFile } from './census-files.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

interface TarEntry {
  path: string;
  content: string;
  /** `0`, a file, unless told. */
  type?: string;
}

/** A ustar archive. */
export function tarOf(entries: readonly TarEntry[]): Uint8Array<ArrayBuffer> {
  const blocks = entries.map(({ path, content, type = '0' }) => {
    const bytes = encode(content);
    const block = new Uint8Array(512 + Math.ceil(bytes.length / 512) * 512);
    const cut = path.length > 100 ? path.lastIndexOf('/', 154) : -1;
    block.set(encode(path.slice(cut + 1)), 0);
    block.set(encode(bytes.length.toString(8).padStart(11, '0')), 124);
    block.set(encode(type), 156);
    block.set(encode('ustar\u000000'), 257);
    if (cut > 0) block.set(encode(path.slice(0, cut)), 345);
    block.set(bytes, 512);
    return block;
  });
  return Uint8Array.from([...blocks, new Uint8Array(1024)].flatMap((block) => [...block]));
}

/** A line as published, with some of its fields otherwise. */
export function lineWith(changes: Partial<Record<number, string>> = {}): string {
  const line =
    '39, State-gov, 77516, Bachelors, 13, Never-married, Adm-clerical, Not-in-family, White, Male, 2174, 0, 40, Peru, <=50K';
  return line
    .split(', ')
    .map((field, index) => changes[index] ?? field)
    .join(', ');
}

export const trainText = `${lineWith()}\n${lineWith({ 1: '?', 14: '>50K' })}\n\n`;
export const testText = `|1x3 Cross validator\n${lineWith({ 14: '<=50K.' })}\n\n`;

function published(name: string, bytes: Uint8Array): PublishedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, address: `https://publisher.test/${name}`, bytes: bytes.length, sha256 };
}

/** An archive as the registry would serve it. */
export function packageOf(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([path, content]) => ({ path, content }));
  return Uint8Array.from(gzipSync(tarOf(entries)));
}

/** A publication of the two small files, and what lies at each address. */
export function smallPublication(
  packaged = packageOf({ 'pkg/adult.data': trainText, 'pkg/adult.test': testText }),
): { publication: CensusPublication; served: Map<string, Uint8Array<ArrayBuffer>> } {
  const [train, test] = [encode(trainText), encode(testText)];
  const publication: CensusPublication = {
    files: [
      { ...published('adult.data', train), part: 'train', packaged: 'pkg/adult.data' },
      { ...published('adult.test', test), part: 'test', packaged: 'pkg/adult.test' },
    ],
    package: published('pkg.tar.gz', packaged),
  };
  const addresses = [...publication.files, publication.package].map(({ address }) => address);
  const contents = [train, test, packaged];
  return { publication, served: new Map(addresses.map((address, index) => [address, contents[index]!])) };
}

/** A world of what is served and what lies on the disk, and the requests made of it. */
export function fakeWorld(
  served: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  disk = new Map<string, Uint8Array>(),
): { effects: CensusEffects; disk: Map<string, Uint8Array>; requests: string[] } {
  const requests: string[] = [];
  const effects: CensusEffects = {
    async fetch(address) {
      const { url } = new Request(address);
      requests.push(url);
      const bytes = served.get(url);
      return bytes ? new Response(bytes) : new Response('not here', { status: 404 });
    },
    readFile: async (path) => disk.get(path) ?? null,
    async writeFile(path, bytes) {
      disk.set(path, bytes);
    },
  };
  return { effects, disk, requests };
}
