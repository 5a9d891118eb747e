import { expect, it } from 'vitest';
import { contentTypeOf } from './content-type.ts';

// Asked of MLflow's own function on Python 3.11, without the types of a system.
it.each([
  ['a.txt', 'text/plain'],
  ['b.pkl', 'application/octet-stream'],
  ['c.png', 'image/png'],
  ['C.PNG', 'image/png'],
  ['d.pdf', 'application/pdf'],
  ['model/MLmodel', 'text/plain'],
  ['mlproject', 'text/plain'],
  ['x.MLmodel', 'text/plain'],
  ['report.html', 'text/html'],
  ['data.csv', 'text/plain'],
  ['data.CSV', 'text/csv'],
  ['data.csv.gz', 'text/csv'],
  ['code.tar.gz', 'application/x-tar'],
  ['code.tgz', 'application/x-tar'],
  ['code.tar.lz', 'application/octet-stream'],
  ['a.gz', 'application/octet-stream'],
  ['x.svgz', 'image/svg+xml'],
  ['.json', 'application/octet-stream'],
  ['..json', 'application/octet-stream'],
  ['.a.json', 'text/plain'],
  ['json', 'text/plain'],
  ['weights.h5', 'application/x-hdf5'],
  ['a.', 'application/octet-stream'],
  ['dir.png/file', 'application/octet-stream'],
  ['__proto__', 'application/octet-stream'],
  ['a.__proto__', 'application/octet-stream'],
  ['a.constructor', 'application/octet-stream'],
])('the content type of %s is %s', (path, expected) => {
  expect(contentTypeOf(path)).toBe(expected);
});
