import { FeaturesError } from '../features-error.ts';
import type { TokenParams } from '../transformers/tokens.ts';
import { dataType, Graph } from './graph.ts';

/**
 * The tokens of each text `[N, 1]`, one beside the other, `[N, most]`; empty ones fill the rows that have fewer. The steps
 * are those of `tokenizer`, with ONNX Runtime's `Tokenizer`, which its builds for Node and for browsers both have.
 *
 * @param known the tokens that are looked for
 * @throws FeaturesError `onnx-impossible` for what would not come out the same
 */
export function tokenNodes(
  graph: Graph,
  text: string,
  params: TokenParams,
  known: readonly string[],
): string {
  const { lowercase, analyzer, stopWords, ngramRange } = params;
  const rows = graph.add('Squeeze', [text, graph.integers([1], [1])]);
  if (lowercase) refuseSigma([...known, ...stopWords]);
  const folded = lowercase ? lowercased(graph, rows) : rows;
  if (analyzer === 'char') return withoutDoubleBlanks(graph, withBlank(graph, characters(graph, folded)));
  const words = graph.addTokenizer(folded, {
    tokenexp: `[${wordRanges()}]+`,
    mincharnum: 2,
  });
  // Words that are left out close up only for pairs and more: alone, they are just not looked for.
  if (stopWords.length === 0 || ngramRange[1] === 1) return words;
  const all = withBlank(graph, words);
  return closedUp(graph, all, graph.add('Equal', [codes(graph, all, stopWords), graph.integers([0], [1])]));
}

/** Letters, digits and underscores, as this engine's version of Unicode has them: other libraries may have another. */
function wordRanges(): string {
  const isWord = /[\p{L}\p{N}_]/u;
  const ranges: string[] = [];
  let start = -1;
  for (let code = 0; code <= lastCode + 1; code++) {
    const isIn = code <= lastCode && isWord.test(String.fromCodePoint(code));
    if (isIn && start < 0) start = code;
    if (isIn || start < 0) continue;
    ranges.push(`\\x{${start.toString(16)}}-\\x{${(code - 1).toString(16)}}`);
    start = -1;
  }
  return ranges.join('');
}
const lastCode = 0x10ffff;

/** What a capital sigma becomes depends on the letters around it; for texts without known words of it that is no matter. */
function refuseSigma(words: readonly string[]): void {
  const word = words.find((one) => /[σς]/u.test(one));
  if (word === undefined) return;
  throw new FeaturesError(
    'onnx-impossible',
    `${JSON.stringify(word)}: a graph cannot tell the two small letters of a Greek sigma apart`,
    { hint: 'make the texts lower-case before, and set lowercase: false' },
  );
}

/** Texts in lower case, `[N]`: letter by letter, since ONNX Runtime's own way depends on the machine's locale. */
export function lowercased(graph: Graph, rows: string): string {
  const letters = withBlank(graph, characters(graph, rows));
  const capitals = Array.from({ length: lastCode + 1 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((one) => one !== one.toLowerCase());
  const small = graph.addMl('LabelEncoder', [letters], {
    keys_strings: capitals,
    values_strings: capitals.map((one) => one.toLowerCase()),
    default_string: '',
  });
  const isCapital = graph.add('Not', [graph.add('Equal', [small, graph.text('')])]);
  return joined(graph, graph.add('Where', [isCapital, small, letters]));
}

/** The letters of each text `[N]`, `[N, most]`; empty ones fill the rows that have fewer. */
export const characters = (graph: Graph, rows: string): string =>
  graph.addTokenizer(rows, { separators: [''], mincharnum: 1 });

/** The texts of each row put together, `[N]`: pairs, then pairs of those, till one is left. */
function joined(graph: Graph, letters: string): string {
  const blank = blankColumn(graph, letters);
  const body = new Graph([], `${letters}_`);
  const [turn, go, parts] = ['turn', 'go', 'parts'].map((name) => `${letters}_${name}`) as [
    string,
    string,
    string,
  ];
  const everySecond = (of: string, from: number): string =>
    body.add('Slice', [of, ...[from, 2 ** 31 - 1, 1, 2].map((one) => body.integers([one], [1]))]);
  const pairs = body.add('StringConcat', [
    everySecond(parts, 0),
    everySecond(body.add('Concat', [parts, blank], { axis: 1 }), 1),
  ]);
  const width = body.add('Gather', [body.add('Shape', [pairs]), body.integers([1], [])]);
  const goesOn = body.add('Greater', [width, body.integers([1], [])]);
  const value = (name: string, elemType: number, rank: number) => ({
    name,
    type: { tensorType: { elemType, shape: { dim: Array.from({ length: rank }, () => ({})) } } },
  });
  const whole = graph.add('Loop', ['', graph.truth(true), letters], {
    body: {
      name: 'pairs',
      node: body.nodes,
      initializer: body.initializers,
      input: [value(turn, dataType.int64, 0), value(go, dataType.bool, 0), value(parts, dataType.text, 2)],
      output: [value(goesOn, dataType.bool, 0), value(pairs, dataType.text, 2)],
    },
  });
  return graph.add('Squeeze', [whole, graph.integers([1], [1])]);
}

/** An empty text for each row of texts, `[N, 1]`. */
function blankColumn(graph: Graph, texts: string): string {
  const rows = graph.add('Shape', [texts], { start: 0, end: 1 });
  const shape = graph.add('Concat', [rows, graph.integers([1], [1])], { axis: 0 });
  return graph.add('Expand', [graph.text(''), shape]);
}

/** With an empty column more, so that there is always one. */
const withBlank = (graph: Graph, texts: string): string =>
  graph.add('Concat', [texts, blankColumn(graph, texts)], { axis: 1 });

/** 1 for a text that is one of a list, otherwise 0. */
const codes = (graph: Graph, texts: string, list: readonly string[]): string =>
  graph.addMl('LabelEncoder', [texts], {
    keys_strings: [...list],
    values_int64s: list.map(() => 1),
    default_int64: 0,
  });

/** Where two and more blanks of any kind stand together, one space. */
function withoutDoubleBlanks(graph: Graph, letters: string): string {
  const isBlank = codes(graph, letters, blanks);
  const none = graph.add('Mul', [slice(graph, isBlank, 0, 1), graph.integers([0], [1])]);
  const before = graph.add('Concat', [none, slice(graph, isBlank, 0, -1)], { axis: 1 });
  const after = graph.add('Concat', [slice(graph, isBlank, 1, 2 ** 31 - 1), none], { axis: 1 });
  const one = graph.integers([1], [1]);
  const both = (other: string): string => graph.add('Equal', [graph.add('Mul', [isBlank, other]), one]);
  const spaced = graph.add('Where', [both(after), graph.text(' '), letters]);
  return closedUp(graph, spaced, graph.add('Not', [both(before)]));
}

/** What JavaScript's `\s` stands for. */
const blanks = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((one) =>
  /\s/.test(one),
);

const slice = (graph: Graph, of: string, from: number, to: number): string =>
  graph.add('Slice', [of, ...[from, to, 1].map((one) => graph.integers([one], [1]))]);

/** The texts that are kept, in their order, at the front of each row; empty ones behind. */
function closedUp(graph: Graph, texts: string, isKept: string): string {
  const width = graph.add('Gather', [graph.add('Shape', [texts]), graph.integers([1], [1])]);
  const zero = graph.integers([0], []);
  const places = graph.add('Range', [zero, graph.add('Squeeze', [width]), graph.integers([1], [])]);
  const order = graph.add('Where', [isKept, places, graph.add('Add', [places, width])]);
  const [sorted, from] = graph.addPair('TopK', [order, width], { axis: 1, largest: 0, sorted: 1 });
  const moved = graph.add('GatherElements', [texts, from], { axis: 1 });
  return graph.add('Where', [graph.add('Less', [sorted, width]), moved, graph.text('')]);
}
