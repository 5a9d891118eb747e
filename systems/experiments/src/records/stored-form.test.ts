import { bareRun } from '@modelfolio/schemas/bare-run';
import { describe, expect, it } from 'vitest';
import { storableText, storedForm } from './stored-form.ts';

const origin = { tracker: 'dvc', location: '/a', externalId: 'x' };
const run = bareRun({ id: 'x', experiment: 'penguins', name: 'x', origin });

describe('the stored form of a run', () => {
  it('keeps an id of MLflow', () => {
    const own = { ...run, id: 'f'.repeat(32), parentRunId: 'e'.repeat(32) };
    expect(storedForm(own)).toEqual(own);
    expect(storedForm({ ...own, id: 'F'.repeat(32) }).id).not.toBe('F'.repeat(32));
  });

  it('has an id that tracker, experiment and id make', () => {
    const { id, tags } = storedForm(run);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(tags).toEqual({ 'modelfolio.id': 'x' });
    expect(storedForm({ ...run, params: { a: 1 }, origin: { ...origin, location: '/b' } }).id).toBe(id);
    for (const other of [
      { id: 'y' },
      { experiment: 'others' },
      { origin: { ...origin, tracker: 'tensorboard' } },
    ])
      expect(storedForm({ ...run, ...other }).id).not.toBe(id);
  });

  it('names its parent by the id that the parent gets', () => {
    expect(storedForm({ ...run, id: 'child', parentRunId: 'x' }).parentRunId).toBe(storedForm(run).id);
  });

  it('has no passwords in addresses, and no seal', () => {
    const sealed = { ...run, seal: { by: 'somebody', sha256: 'a'.repeat(64) } };
    const address = 'https://me:secret@host/a';
    const stored = storedForm({ ...sealed, params: { data: address, depth: 3 }, tags: { data: address } });
    expect(stored.params).toEqual({ data: 'https://host/a', depth: 3 });
    expect(stored.tags).toMatchObject({ data: 'https://host/a' });
    expect(stored).not.toHaveProperty('seal');
  });

  it('is in the default experiment where it has none', () => {
    expect(storedForm({ ...run, experiment: '' }).experiment).toBe('Default');
    expect(storedForm({ ...run, experiment: 'a\0b' }).experiment).toBe('ab');
  });

  it('is its own stored form', () => {
    expect(storedForm(storedForm(run))).toEqual(storedForm(run));
  });
});

it('takes out of a text what a database refuses', () => {
  expect(storableText('a\0b\uD800c🦊')).toBe('ab\uFFFDc🦊');
});
