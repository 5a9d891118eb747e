import { describe, expect, it } from 'vitest';
import { formatChecksums, parseChecksums } from './checksums.ts';
import { sha256Of } from './project.ts';

const [a, b] = [sha256Of('a'), sha256Of('b')];

describe('a list of checksums', () => {
  it('is written by name as sha256sum writes it, and read again', () => {
    const text = formatChecksums(
      new Map([
        ['runs/b.json', b],
        ['runs/a.json', a],
      ]),
    );
    expect(text).toBe(`${a}  runs/a.json\n${b}  runs/b.json\n`);
    expect([...parseChecksums(text, 'runs.sha256')]).toEqual([
      ['runs/a.json', a],
      ['runs/b.json', b],
    ]);
  });

  it('is read with Windows’ line ends and the mark of a binary file', () => {
    expect([...parseChecksums(`${a} *runs/a b.json\r\n\r\n`, 'runs.sha256')]).toEqual([['runs/a b.json', a]]);
  });

  it.each([`${a} runs/a.json`, `${a.slice(1)}  runs/a.json`, `${a}  `, 'runs/a.json'])(
    'says which line is none: %s',
    (line) => {
      expect(() => parseChecksums(`${b}  x\n${line}\n`, 'runs.sha256')).toThrow(
        'runs.sha256: 2:1: expected a SHA-256, two spaces and the name of a file (restore the line)',
      );
    },
  );
});
