import { expect, it } from 'vitest';
import { hasPassword, storePlace, withoutPassword, withPassword } from './store-place.ts';

it('is a file, or a database by its address', () => {
  expect(storePlace('mlflow.db')).toEqual({ kind: 'sqlite', file: 'mlflow.db' });
  expect(storePlace('sqlite:////data/mlflow.db')).toEqual({ kind: 'sqlite', file: '/data/mlflow.db' });
  expect(storePlace('postgresql+psycopg2://me@db/mlflow')).toEqual({
    kind: 'postgres',
    url: 'postgresql://me@db/mlflow',
  });
  for (const none of ['', 'mysql://me@db/mlflow', 's3://bucket/x']) expect(storePlace(none)).toBeNull();
});

it('takes a password where it has none', () => {
  const place = { kind: 'postgres', url: 'postgresql://me@db/mlflow' } as const;
  const { url: own } = withPassword(place, 'a/@:%b$&') as { url: string };
  expect(decodeURIComponent(new URL(own).password)).toBe('a/@:%b$&');
  expect(withoutPassword(own)).toBe('postgresql://me@db/mlflow');
  expect(withPassword(place, '')).toEqual(place);
  for (const url of ['postgresql://me:own@db/mlflow', 'postgresql://db/mlflow'])
    expect(withPassword({ kind: 'postgres', url }, 'other')).toEqual({ kind: 'postgres', url });
  const file = { kind: 'sqlite', file: 'mlflow.db' } as const;
  expect(withPassword(file, 'x')).toEqual(file);
});

it.each([
  ['postgresql://me:secret@db:5432/runs', 'postgresql://me@db:5432/runs'],
  // Signs that should have been encoded.
  ['postgresql://me:sec@ret@db/runs', 'postgresql://me@db/runs'],
  ['postgresql://me:sec/re?t#@db/runs', 'postgresql://me@db/runs'],
  ['postgresql://:secret@db/runs', 'postgresql://db/runs'],
  ['postgresql://db/runs?password=secret&sslmode=require', 'postgresql://db/runs?password=&sslmode=require'],
])('is told without its password: %s', (url, told) => {
  expect(withoutPassword(url)).toBe(told);
  expect(hasPassword(url)).toBe(true);
});

it.each(['postgresql://me@db/runs', 'postgresql://db:5432/runs?sslmode=require', 'postgresql:///runs'])(
  'has no password, and is told as it is: %s',
  (url) => {
    expect(withoutPassword(url)).toBe(url);
    expect(hasPassword(url)).toBe(false);
  },
);
