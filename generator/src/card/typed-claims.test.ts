import { describe, expect, it } from 'vitest';
import { typedClaims } from './typed-claims.ts';

const words = (text: string): string[] => typedClaims(text).map((claim) => claim.words);

describe('claims that were typed', () => {
  it.each([
    ['It has an accuracy of 99.97 % in tests.', '99.97 %'],
    ['Right in 97% of cases.', '97%'],
    ['Right in 97 per cent of cases.', '97 per cent'],
    ['Right in ９９ ％ of cases.', '９９ ％'],
    ['Right in ٩٩٫٧ ٪ of cases.', '٩٩٫٧ ٪'],
    ['Right in ९७ % of cases.', '९७ %'],
    ['Wrong in 3 ‰ of cases.', '3 ‰'],
    ['A 0.97-accuracy model.', '0.97-accuracy'],
    ['It has 0.97 (accuracy).', '0.97 (accuracy'],
    ['Better by 3 percentage points.', '3 percentage points'],
    ['Ninety-nine percent are right.', 'Ninety-nine percent'],
    ['Its accuracy is 0.97.', 'accuracy is 0.97'],
    ['Accuracy: 97', 'Accuracy: 97'],
    ['The F1 score reached .91 at last.', 'F1 score reached .91'],
    ['A recall on the shop’s new rows of 0,93', 'recall on the shop’s new rows of 0,93'],
    ['With 0.97 accuracy it leads.', '0.97 accuracy'],
    ['AUC 0.99', 'AUC 0.99'],
    ['An RMSE of 320 g.', 'RMSE of 320'],
    ['R² = 0.88', 'R² = 0.88'],
    ['Log loss below 0.2.', 'Log loss below 0.2'],
    ['It is right with 99.97 % confidence.', '99.97 %'],
  ])('%s', (text, claim) => {
    expect(words(text)).toEqual([claim]);
  });

  it('are found one by one, with their places', () => {
    const text = 'Accuracy of 97 %, and a recall of 0.9.';
    expect(typedClaims(text)).toEqual([
      { words: '97 %', at: 12 },
      { words: 'recall of 0.9', at: 24 },
    ]);
    expect(typedClaims('½ of them, then 97 %')).toEqual([{ words: '97 %', at: 16 }]);
  });

  it.each([
    'Every figure has a 95 % interval, Wilson’s where it is a share of images.',
    'The 99 % confidence interval is wide.',
    'Three tenths of the 569 masses, never trained on.',
    'Precision, recall and F1 are averaged over classes with equal weight.',
    'Raw pixels from 0 to 255 go in, ten probabilities come out.',
    'Accuracy was first asked for in 2024.',
    'Accuracy is over 10,000 images.',
    'Told from twelve answers whether a person earned more than 50,000 dollars in 1994.',
    'It is of the species that 28 × 28 pictures show, version 1.2.0.',
    'R² of the mass is .',
    'The 10-fold accuracy was the criterion.',
  ])('are none in: %s', (text) => {
    expect(words(text)).toEqual([]);
  });
});
