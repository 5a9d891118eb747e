import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explanation, type Explanation } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { valueAtPointer } from '@modelfolio/project/json-pointer';
import { completeExplanation } from './complete-explanation.ts';
import { reviewQuestions } from './review-questions.ts';

const models = join(import.meta.dirname, '../../../models');
const recordOf = (id: string): Explanation =>
  explanation.parse(JSON.parse(readFileSync(join(models, id, 'explanation.json'), 'utf8')));
const answerTo = (record: Explanation, question: RegExp): string =>
  reviewQuestions(record).find((one) => question.test(one.question))?.answer ?? '';

describe('reviewQuestions', () => {
  it.each(['census-income', 'breast-cancer', 'palmer-penguins', 'penguin-size'])(
    'answers from places that are in the record of %s, the same as recorded',
    (id) => {
      const record = recordOf(id);
      const questions = reviewQuestions(record);
      expect(questions).toEqual(record.questions);
      for (const { figures } of questions)
        for (const pointer of figures) expect(valueAtPointer(record, pointer), pointer).not.toBeUndefined();
      for (const { answer } of questions)
        expect(answer).not.toMatch(/undefined (?!\()|NaN|\bnull\b|\[object/);
    },
  );

  it('says that groups differ only where intervals do not overlap', () => {
    const record = recordOf('census-income');
    expect(answerTo(record, /right equally often in every group of sex\?/)).toMatch(
      /^No: it is right in 93\.78/,
    );
    const penguins = recordOf('palmer-penguins');
    expect(answerTo(penguins, /right equally often in every group of island\?/)).toMatch(
      /^The data do not tell them apart: .*Too few rows to compare: Torgersen \(15 rows\)/,
    );
    expect(answerTo(penguins, /right equally often in every group of island × sex\?/)).toMatch(
      /^Nothing can be said/,
    );
  });

  it('says undefined where a group has no row to count', () => {
    expect(answerTo(recordOf('palmer-penguins'), /miss more .* by island × sex\?/)).toContain(
      'Undefined, with no row to count: Biscoe, missing.',
    );
  });

  it('tells how important a column of groups is, and when it is no input', () => {
    const record = recordOf('census-income');
    expect(answerTo(record, /use sex directly/)).toMatch(/^Yes: Sex has rank \d+ of 12 by mean \|SHAP\|\.$/);
    expect(answerTo(record, /use age_band directly/)).toMatch(/^No: it does not take age_band/);
  });

  it('names what is not an estimate of a model that relies on nothing', () => {
    const record = recordOf('penguin-size');
    const nothing = record.importance.features.map((feature) => ({
      ...feature,
      meanAbsolute: { ...feature.meanAbsolute, value: 0 },
    }));
    const completed = completeExplanation({
      ...record,
      importance: { ...record.importance, features: nothing },
    });
    expect(completed.importance.rankAgreement).toBeNull();
    expect(answerTo(completed, /rely on most/)).toMatch(/^On nothing/);
    expect(answerTo(completed, /two ways/)).toMatch(/^Nothing can be said/);
  });
});
