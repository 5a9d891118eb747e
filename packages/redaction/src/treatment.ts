/** Kinds of records that the gate knows the fields of. */
export type RecordKind = 'run' | 'card' | 'report' | 'any';

/**
 * How a field is treated: `record` for what a machine wrote, `written` for a person's words to readers, `names` for numbers of which
 * only the names can tell anything, `fixed` for what has a digest or follows from a model's own file: taking
 * something out there would make it untrue, so `check` finds it instead.
 */
export type Treatment = 'record' | 'written' | 'names' | 'fixed';

const fields: Readonly<Record<RecordKind, Readonly<Record<string, Treatment>>>> = {
  run: { metrics: 'names', histories: 'names', schemaVersion: 'fixed', status: 'fixed' },
  card: {
    title: 'written',
    summary: 'written',
    licence: 'written',
    authors: 'written',
    contact: 'written',
    sections: 'written',
    id: 'fixed',
    version: 'fixed',
    figures: 'fixed',
    manifest: 'fixed',
    evaluation: 'fixed',
    explanation: 'fixed',
    evidence: 'fixed',
    acceptance: 'written',
    inputs: 'fixed',
    downloads: 'fixed',
    generator: 'fixed',
  },
  report: { id: 'fixed', title: 'written', question: 'written', method: 'written', system: 'fixed' },
  any: {},
};

/** How the fields below a top-level field of a record are treated; one that is not listed is what a machine wrote. */
export function treatmentOf(kind: RecordKind, field: string): Treatment {
  // Whoever changes a record removes its seal or makes another one.
  if (field === 'seal') return 'fixed';
  const known = fields[kind];
  return Object.hasOwn(known, field) ? (known[field] ?? 'record') : 'record';
}
