import { describe, expect, it } from 'vitest';
import { loggedModelEntry } from './logged-model-entry.ts';

const model = { artifact_path: 'm', flavors: {}, utc_time_created: '2026', run_id: 'a1' };

describe('loggedModelEntry', () => {
  it('keeps what tells a model, without the configuration of flavours', () => {
    const flavors = { sklearn: { version: '1', config: { large: true } }, odd: 'x' };
    expect(loggedModelEntry(JSON.stringify({ ...model, flavors, model_uuid: 'u', other: 1 }))).toBe(
      '{"run_id": "a1", "artifact_path": "m", "utc_time_created": "2026", "model_uuid": "u", "flavors": {"sklearn": {"version": "1"}, "odd": "x"}}',
    );
  });

  it('leaves a run and a path out that are null', () => {
    expect(loggedModelEntry(JSON.stringify({ ...model, artifact_path: null, run_id: null }))).toBe(
      '{"utc_time_created": "2026", "model_uuid": null, "flavors": {}}',
    );
  });

  it.each([
    ['{', 'Malformed model info. \n { \n is not a valid JSON.'],
    ['[]', 'Model json is no object.'],
    [
      '{"run_id": 1, "flavors": {}}',
      "Model json is missing mandatory fields: {'artifact_path', 'utc_time_created'}",
    ],
    [JSON.stringify({ ...model, flavors: [] }), 'flavors in model json is no object.'],
  ])('refuses %s', (json, message) => {
    expect(() => loggedModelEntry(json)).toThrow(message);
  });
});
