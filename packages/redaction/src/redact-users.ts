import { stand, type Rule } from './replace.ts';

/** Accounts that are nobody, and names that are words: an optimizer is called Adam. */
const common =
  /^(?:root|admin|administrator|user|users|ubuntu|debian|runner|jovyan|vscode|ec2-user|azureuser|sagemaker-user|databricks|mlflow|airflow|spark|ray|dask|default|anonymous|unknown|public|shared|guest|nobody|test|train|model|models|data|work|home|app|dev|node|python|conda|adam|adamw|lamb|lion|max|min|mean|linear|ridge|lasso|torch|keras|local|me|redacted|host|path|name|none|true|false|null)$/i;

/** Whether a name of a user is one that would be found in any text. */
export function isCommonName(name: string): boolean {
  return name.length < 3 || common.test(name) || /^\d+$/.test(name);
}

/**
 * A rule that takes out the names of the people that a record was seen to speak of, wherever they stand as a word.
 *
 * @example redactUsers(['ada'])('ada-forest-2', () => true) // '[user]-forest-2'
 */
export function redactUsers(names: Iterable<string>): Rule {
  const known = [...new Set(names)].filter((name) => !isCommonName(name));
  if (known.length === 0) return (text) => text;
  const longestFirst = known
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return (text, takeOut) => text.replaceAll(pattern, (name) => (takeOut('user', name) ? stand.user : name));
}
