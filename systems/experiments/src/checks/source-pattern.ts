import { Failure } from '@modelfolio/failures';

const variable = 'MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX';

/**
 * What the source of a model version has to match somewhere, as whoever runs the server has it in the variable that MLflow's
 * server reads; `null` for anything. It is Python's kind of regular expression.
 *
 * @throws Failure `setting-invalid` for what is no pattern, or one that only Python has
 *
 * @example
 * sourcePattern({ MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: '^s3://models/' })?.test('s3://models/a'); // true
 */
export function sourcePattern(environment: Readonly<NodeJS.ProcessEnv> = process.env): RegExp | null {
  const text = environment[variable] ?? '';
  if (text === '') return null;
  const [, letters = '', rest = text] = /^\(\?([ims]+)\)(.*)$/s.exec(text) ?? [];
  try {
    return new RegExp(inJavaScript(rest), letters);
  } catch (error) {
    throw new Failure('setting-invalid', (error as Error).message, {
      field: variable,
      hint: 'set it to a regular expression that JavaScript has too, or take it out',
      cause: error,
    });
  }
}

/** What Python spells in another way. */
const inJavaScript = (pattern: string): string =>
  pattern.replaceAll(
    /\\[\s\S]|\(\?P<|\(\?P=(\w+)\)/g,
    (each, name?: string) => spellings.get(each) ?? (name === undefined ? each : `\\k<${name}>`),
  );

const spellings = new Map([
  ['(?P<', '(?<'],
  [String.raw`\A`, '^'],
  [String.raw`\Z`, '$'],
]);
