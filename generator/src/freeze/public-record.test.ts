import { expect, test } from 'vitest';
import { publicPlace } from './public-record.ts';

test.each([
  ['https://ada:secret@example.org/x?y=1', 'https://example.org/x?y=1'],
  ['git clone postgresql://u:p@host/db now', 'git clone postgresql://host/db now'],
  ['file:///home/ada/mlruns/0/artifacts', '…/artifacts'],
  ['/Users/ada/project/', '…/project'],
  ['C:\\Users\\ada\\data.csv', '…/data.csv'],
  ['s3://bucket/home/x', 's3://bucket/home/x'],
  ['me@example.org', 'me@example.org'],
  ['a text about /home/ada', 'a text about /home/ada'],
])('%s is shown as %s', (text, shown) => {
  expect(publicPlace(text)).toBe(shown);
});
