// For test_rules.py: node interop/check_rules.ts < cases.json judges each { frame, rules }; prints all failing rows, as JSON.
import { text } from 'node:stream/consumers';
import { FeaturesError, frameOf, type Column, validate } from '@modelfolio/feature-engineering';
import type { RuleSetInput } from '@modelfolio/feature-engineering';
import { toText } from '@modelfolio/feature-engineering/testing';

interface Case {
  /** Infinities are written as text. */
  frame: { name: string; type: Column['type']; values: (number | string | null)[] }[];
  rules: RuleSetInput;
}

const cases = JSON.parse(await text(process.stdin)) as Case[];
process.stdout.write(JSON.stringify(cases.map(judge)));

function judge({ frame, rules }: Case): unknown {
  try {
    const validation = validate(frameOf(frame.map(columnOf)), rules, { sample: Infinity });
    return { ...validation, text: toText(validation) };
  } catch (error) {
    if (error instanceof FeaturesError) return { error: error.message };
    throw error;
  }
}

function columnOf({ name, type, values }: Case['frame'][number]): Column {
  if (type === 'text') return { name, type, values: values as (string | null)[] };
  return {
    name,
    type,
    values: Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
  };
}
