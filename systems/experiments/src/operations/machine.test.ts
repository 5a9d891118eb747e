import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thisMachine } from './machine.ts';

describe('thisMachine', () => {
  it('takes allowed schemes from the environment, as MLflow does', () => {
    const allowed = (value: string) =>
      thisMachine({ MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES: value }).allowedSchemes;
    expect(allowed('ftp, HDFS')).toEqual(['ftp', 'hdfs']);
    expect(thisMachine({}).allowedSchemes).not.toContain('ftp');
  });

  it('takes sources that the environment has a pattern for', () => {
    const { takesSource } = thisMachine({
      MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: '^s3://models/',
    });
    expect([takesSource('s3://models/a'), takesSource('s3://others/a')]).toEqual([true, false]);
    expect(thisMachine({}).takesSource('s3://others/a')).toBe(true);
  });

  it('follows links before it goes up', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'machine-')));
    try {
      mkdirSync(join(folder, 'deep/own'), { recursive: true });
      symlinkSync(join(folder, 'deep/own'), join(folder, 'link'));
      const { realPath } = thisMachine({});
      expect(realPath(`${folder}/link/../x`)).toBe(`${folder}/deep/x`);
      expect(realPath(`${folder}//./link/new/`)).toBe(`${folder}/deep/own/new`);
      expect(realPath('/..')).toBe('/');
      expect(realPath('not-there')).toBe(join(realpathSync(process.cwd()), 'not-there'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
