// For test_is_close.py: node interop/is_close.ts < cases.json prints whether each [before, after, absolute, relative] is near.
import { text } from 'node:stream/consumers';
import { isClose } from '@modelfolio/statistics/is-close';

const cases = JSON.parse(await text(process.stdin)) as [string, string, number, number][];
process.stdout.write(
  JSON.stringify(
    cases.map(([before, after, absolute, relative]) =>
      isClose(Number(before), Number(after), { absolute, relative }),
    ),
  ),
);
