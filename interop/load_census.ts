// For test_census.py: node interop/load_census.ts FOLDER fetches the census data into FOLDER; prints both parts as JSON.
import { loadCensus } from '@modelfolio/feature-engineering/testing';
import { FeaturesError } from '@modelfolio/feature-engineering';

try {
  const { train, test } = await loadCensus({ root: process.argv[2] ?? '.' });
  const columns = ({ columns: own }: typeof train): unknown =>
    Object.fromEntries(own.map(({ name, values }) => [name, Array.from<unknown>(values)]));
  process.stdout.write(JSON.stringify({ train: columns(train), test: columns(test) }));
} catch (error) {
  if (!(error instanceof FeaturesError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 3;
}
