import { FeaturesError } from '../features-error.ts';
import type { Tree } from '../expression/tree.ts';
import { textCodes } from './category-nodes.ts';
import { dataType, type Graph, type Value } from './graph.ts';
import { functionNodes } from './numeric-nodes.ts';
import { characters, lowercased } from './token-nodes.ts';

/** A part of an expression in a graph, `[N, 1]` or one for all rows. A condition is 0 false, 1 unknown, 2 true. */
interface Made {
  type: 'number' | 'text' | 'truth';
  tensor: string;
}

/**
 * The number that an expression makes of each row. Its conditions are those of `terms.ts`, with numbers for what is true,
 * unknown or false. A missing text is the empty one, so that an empty text is missing here.
 *
 * @param name of the column that comes out, for messages
 * @throws FeaturesError `onnx-impossible` for what ONNX has no operators for
 */
export function expressionNodes(
  graph: Graph,
  tree: Tree,
  { columns, name }: { columns: ReadonlyMap<string, Value>; name: string },
): string {
  const refuse = (what: string, hint?: string): never => {
    throw new FeaturesError('onnx-impossible', what, { column: name, hint });
  };
  const number = (value: number): string => graph.numbers([value]);
  const node = (operator: string, ...input: string[]): string => graph.add(operator, input);
  const truth = (isTrue: string): string =>
    node('Mul', graph.add('Cast', [isTrue], { to: dataType.double }), number(2));
  const isNull = ({ type, tensor }: Made): string =>
    type === 'text' ? node('Equal', tensor, graph.text('')) : node('IsNaN', tensor);
  /** Whether something holds, unknown where one of the values is missing. */
  const unlessNull = (isTrue: string, values: readonly Made[]): Made => ({
    type: 'truth',
    tensor: values.reduce((known, value) => node('Where', isNull(value), number(1), known), truth(isTrue)),
  });

  function compare({ operator, parts }: Tree, [left, right]: [Made, Made]): Made {
    if (left.type === 'text') {
      if (operator !== '==' && operator !== '!=') refuse('ONNX has no order of texts');
      if (parts.every(({ operator: kind }) => kind !== 'text') && parts.some((part) => uses(part, 'lower')))
        refuse(
          'a graph cannot tell the two small letters of a Greek sigma apart',
          'compare with text in quotes',
        );
    }
    const [own, negated] = comparisons[operator] as readonly [string, boolean];
    const holds = node(own, left.tensor, right.tensor);
    // Text in quotes is never missing, even if it is empty.
    const able = [left, right].filter((_, at) => parts[at]?.operator !== 'text');
    return unlessNull(negated ? node('Not', holds) : holds, able);
  }

  function among(value: Made, values: readonly (number | string)[]): Made {
    if (value.type === 'text') {
      const code = textCodes(graph, value.tensor, values.map(String));
      return unlessNull(node('GreaterOrEqual', code, graph.integers([0], [1])), [value]);
    }
    const isOne = values.map((one) => node('Equal', value.tensor, number(Number(one))));
    return unlessNull(
      isOne.reduce((any, one) => node('Or', any, one)),
      [value],
    );
  }

  function lengthOf(text: string): string {
    const letters = characters(graph, squeezed(text));
    const isLetter = node('Not', node('Equal', letters, graph.text('')));
    const count = graph.add(
      'ReduceSum',
      [graph.add('Cast', [isLetter], { to: dataType.double }), graph.integers([1], [1])],
      { keepdims: 1 },
    );
    return node('Where', node('Equal', text, graph.text('')), number(Number.NaN), count);
  }
  const squeezed = (text: string): string => node('Squeeze', text, graph.integers([1], [1]));

  /** With the sign of the divisor, as Python. */
  function remainder(left: string, right: string): string {
    const rest = graph.add('Mod', [left, right], { fmod: 1 });
    const differs = node('Xor', node('Less', rest, number(0)), node('Less', right, number(0)));
    const isNone = node('Equal', rest, number(0));
    return node('Where', node('And', differs, node('Not', isNone)), node('Add', rest, right), rest);
  }

  function call(operator: string, own: readonly Made[]): Made {
    const tensors = own.map(({ tensor }) => tensor);
    const [first = '', second = '', third = ''] = tensors;
    const [of] = own as [Made];
    switch (operator) {
      case 'and':
        return { type: 'truth', tensor: graph.add('Min', tensors) };
      case 'or':
        return { type: 'truth', tensor: graph.add('Max', tensors) };
      case 'not':
        return { type: 'truth', tensor: node('Sub', number(2), first) };
      case 'isnull':
        return { type: 'truth', tensor: truth(isNull(of)) };
      case 'where': {
        const chosen = node('Where', node('Greater', first, number(1)), second, third);
        return numbered(node('Where', node('Equal', first, number(1)), number(Number.NaN), chosen));
      }
      case 'clip':
        return numbered(node('Min', node('Max', first, second), third));
      case '%':
        return numbered(remainder(first, second));
      case 'length':
        return numbered(lengthOf(first));
      case 'lower':
        return {
          type: 'text',
          tensor: node('Unsqueeze', lowercased(graph, squeezed(first)), graph.integers([1], [1])),
        };
      default: {
        const operators = arithmetic[operator];
        if (operators) return numbered(graph.add(operators, tensors));
        const make = functionNodes[operator];
        return make ? numbered(make(graph, first)) : refuse(`ONNX has no ${operator}`);
      }
    }
  }

  function made(part: Tree): Made {
    const { operator, parts, values = [] } = part;
    const [value] = values;
    if (operator === 'number') return numbered(number(Number(value)));
    if (operator === 'text') return { type: 'text', tensor: graph.text(String(value)) };
    if (operator === 'column') return columns.get(String(value)) as Value;
    const own = parts.map(made);
    if (Object.hasOwn(comparisons, operator)) return compare(part, own as [Made, Made]);
    return operator === 'in' ? among(own[0] as Made, values) : call(operator, own);
  }

  if (uses(tree, 'lower') && literals(tree).some((text) => /[σς]/u.test(text)))
    refuse('a graph cannot tell the two small letters of a Greek sigma apart');
  const { tensor } = made(tree);
  if (uses(tree, 'column')) return tensor;
  // The same for every row: as many as there are of any column.
  const [some] = columns.values();
  return node('Expand', tensor, graph.add('Shape', [some?.tensor ?? '']));
}

const numbered = (tensor: string): Made => ({ type: 'number', tensor });

/** Each comparison's operator, and whether it says the contrary. */
const comparisons: Readonly<Record<string, readonly [string, boolean]>> = {
  '==': ['Equal', false],
  '!=': ['Equal', true],
  '<': ['Less', false],
  '<=': ['LessOrEqual', false],
  '>': ['Greater', false],
  '>=': ['GreaterOrEqual', false],
};
const arithmetic: Readonly<Record<string, string>> = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  min: 'Min',
  max: 'Max',
};

const uses = ({ operator, parts }: Tree, wanted: string): boolean =>
  operator === wanted || parts.some((part) => uses(part, wanted));

const literals = ({ operator, parts, values = [] }: Tree): string[] => [
  ...(operator === 'text' || operator === 'in' ? values.map(String) : []),
  ...parts.flatMap(literals),
];
