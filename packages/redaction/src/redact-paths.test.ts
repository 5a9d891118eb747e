import { describe, expect, it } from 'vitest';
import { homesIn, redactPaths, redactPlace } from './redact-paths.ts';

const always = (): boolean => true;

describe('redactPaths', () => {
  it.each([
    ['/home/ada', '…'],
    ['/home/ada/', '…'],
    ['/home/ada/project/', '…/project'],
    ['read /home/ada/a/data.csv, then', 'read …/data.csv, then'],
    ['"/Users/Ada Lovelace/x/model.onnx"', '"…/model.onnx"'],
    ['at (/home/ada/x.csv).', 'at (…/x.csv).'],
    ['/scratch/ada/run', '…/run'],
    ['/scratch/ada/forest', '…'],
    ['/scratch/lab/ada', '…'],
    ['/scratch/ada/model.onnx', '…/model.onnx'],
    ['/mnt/nas/ada/mlruns', '…/mlruns'],
    ['/tmp/x/y.json', '…/y.json'],
    ['file:///home/ada/mlruns/0/artifacts', '…/artifacts'],
    ['file:///D:/ada/x/model.pkl', '…/model.pkl'],
    ['file:/home/ada/x.csv', '…/x.csv'],
    ['file://server/share/x', '…'],
    ['file:///home/ada%20l/x.csv', '…/x.csv'],
    [String.raw`C:\Users\ada\data.csv`, '…/data.csv'],
    [String.raw`C:\\Users\\ada\\data.csv`, '…/data.csv'],
    [String.raw`C:\Users\Ada Lovelace\data.csv`, '…/data.csv'],
    [String.raw`C:\Users\ada`, '…'],
    ['D:/work/ada', '…'],
    [String.raw`\\server\share\x\data.csv`, '…/data.csv'],
    [String.raw`\\server\share`, '…'],
    ['//server/share/data.csv', '…/data.csv'],
    ['~/x/data.csv', '…/data.csv'],
    ['~ada/x', '…/x'],
    ['$HOME/runs/x', '…/x'],
    ['artifacts/home/ada/x.png', 'artifacts/home/[user]/x.png'],
  ])('%s is shown as %s', (text, shown) => {
    expect(redactPaths(text, always)).toBe(shown);
    expect(redactPaths(shown, always)).toBe(shown);
  });

  it.each([
    's3://bucket/home/x',
    'https://example.org/home/page',
    'https://github.com/a/b/tmp/x',
    '/usr/share/datasets/x',
    '/metrics/accuracy/value',
    'data/home.csv',
    'and/or',
    '3/4',
    'a text about ~5 %',
    'http://x',
    'a:/b is odd, c: /d too',
  ])('%s stays', (text) => {
    expect(redactPaths(text, always)).toBe(text.replace('a:/b', '…'));
  });

  it('keeps what may stay', () => {
    expect(redactPaths('/home/ada/x and x/home/ada/y', () => false)).toBe('/home/ada/x and x/home/ada/y');
  });
});

describe('redactPlace', () => {
  it.each([
    ['/ssd1/ada/mlruns', '…/mlruns'],
    ['/ssd1/ada', '…'],
    ['files/mnt/nas/ada/x.csv', 'files/…/x.csv'],
    ['files/~ada/x.csv', 'files/…/x.csv'],
    ['~', '…'],
  ])('%s is shown as %s', (text, shown) => {
    expect(redactPlace(text, always)).toBe(shown);
    expect(redactPlace(shown, always)).toBe(shown);
  });

  it.each(['examples/mlflow.db', '/', '/usr/share/x', '/ssd1/ada, seed 1', 's3://bucket/x', 'models/a/runs'])(
    '%s stays',
    (text) => {
      expect(redactPlace(text, always)).toBe(text);
    },
  );

  it('keeps what may stay', () => {
    expect(redactPlace('/ssd1/ada/x', () => false)).toBe('/ssd1/ada/x');
    expect(redactPlace('files/mnt/nas/x', () => false)).toBe('files/mnt/nas/x');
  });
});

it('homesIn tells whose folders a text speaks of', () => {
  expect(homesIn(String.raw`/home/ada/x, C:\Users\bob and /tmp/eve`)).toEqual(['ada', 'bob']);
});
