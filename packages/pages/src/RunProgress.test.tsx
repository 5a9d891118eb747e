import { expect, test } from 'vitest';
import { drawnPage } from '../test/drawn-page.ts';
import { RunProgress } from './RunProgress.tsx';
import { ScrollBox } from './ScrollBox.tsx';
import { UndoChanges } from './UndoChanges.tsx';

test('say what they are about', async () => {
  const undo: number[] = [];
  const page = await drawnPage(
    <>
      <UndoChanges changed={0} onReset={() => undo.push(0)} />
      <UndoChanges changed={1} onReset={() => undo.push(1)} />
      <UndoChanges changed={2} onReset={() => undo.push(2)} />
      <ScrollBox label="Wide">
        <p>inside</p>
      </ScrollBox>
      <RunProgress class="work" label="Explaining" steps={{ text: '3 of 9 rows', done: 3, rows: 9 }} />
      <RunProgress class="work" label="Explaining" steps={{ text: 'Starting', done: 0, rows: 0 }} />
    </>,
  );
  expect(page.texts('button')).toEqual(['Nothing changed', 'Undo 1 change', 'Undo 2 changes']);
  expect(page.all('button').map((button) => button.hasAttribute('disabled'))).toEqual([true, false, false]);
  await page.happen(page.named('Undo 2 changes'), 'click');
  expect(undo).toEqual([2]);
  expect(page.one('[role=region]').getAttribute('aria-label')).toBe('Wide');
  expect(page.texts('[role=region] p')).toEqual(['inside']);
  expect(page.all('progress').map((bar) => bar.getAttribute('max'))).toEqual(['9', '1']);
  expect(page.texts('.work p')).toEqual(['3 of 9 rows', 'Starting']);
});
