import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { explainCase, type AdditiveCase } from '../test/explain-additive.ts';
import type { ScoreUnit } from './linear/link.ts';

const folder = join(import.meta.dirname, '..', 'test', 'golden', 'trees');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

interface Golden extends Omit<AdditiveCase, 'model'> {
  expected: { kind: string; unit: ScoreUnit; base: number; values: number[][]; tolerance: number };
}

describe('readAdditiveModel', () => {
  it('has cases', () => expect(names.length).toBeGreaterThan(15));

  it.each(names)('explains as the judge does: %s', async (name) => {
    const golden = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Golden;
    const bytes = readFileSync(join(folder, `${name}.onnx`));
    const { expected } = golden;
    const found = await explainCase({ ...golden, model: onnxProto.onnx.ModelProto.decode(bytes) }, bytes);
    expect(found).toMatchObject({ kind: expected.kind, unit: expected.unit });
    // Relative to the largest value of the case: small values are differences of large ones.
    const scale = Math.max(...expected.values.flat().map(Math.abs));
    const worst = Math.max(
      ...expected.values.flatMap((row, at) =>
        row.map((wanted, group) => Math.abs(wanted - (found.values?.[at]?.[group] ?? Number.NaN))),
      ),
    );
    expect(worst / scale).toBeLessThan(expected.tolerance);
    expect(Math.abs((found.base ?? Number.NaN) - expected.base)).toBeLessThan(
      expected.tolerance * Math.max(1, Math.abs(expected.base)),
    );
    expect(found.parity).toBeLessThan(1e-5);
  });
});
