import { describe, expect, it } from 'vitest';
import { bytesOf, jsonBytes, refusalOf } from '../../test/refusal-of.ts';
import { flowers, people, pictures } from '../../test/signatures.ts';
import { parseCsvInvocation, parseInvocation } from './mlflow.ts';

const asked = (request: unknown, signature = people) => parseInvocation(jsonBytes(request), signature).inputs;
const inCsv = (text: string, signature = people) => parseCsvInvocation(bytesOf(text), signature).inputs;

const columns = ['sex', 'age', 'children'];
const two = [
  { name: 'age', datatype: 'FP32', shape: [2, 1], data: Float32Array.of(39, Number.NaN) },
  { name: 'sex', datatype: 'BYTES', shape: [2, 1], data: ['Male', 'Female'] },
  { name: 'children', datatype: 'INT64', shape: [2], data: BigInt64Array.of(2n, 9007199254740993n) },
];

describe('an invocation', () => {
  it('means the same in every form', () => {
    const exact = (text: string) => parseInvocation(bytesOf(text), people).inputs;
    const split = `{"columns":${JSON.stringify(columns)},"index":[0,1],"data":[["Male",39,2],["Female",null,9007199254740993]]}`;
    const records =
      '[{"age":39,"sex":"Male","children":2},{"children":9007199254740993,"sex":"Female","age":null}]';
    const named = '{"age":[39,null],"sex":["Male","Female"],"children":[2,9007199254740993]}';
    expect(exact(`{"dataframe_split":${split}}`)).toEqual(two);
    expect(exact(`{"dataframe_records":${records}}`)).toEqual(two);
    expect(exact(`{"instances":${records}}`)).toEqual(two);
    expect(exact(`{"inputs":${records}}`)).toEqual(two);
    expect(exact(`{"inputs":${named}}`)).toEqual(two);
    expect(exact('{"instances":[[39,"Male",2],[null,"Female",9007199254740993]]}')).toEqual(two);
    expect(inCsv('sex,age,children\nMale,39,2\n"Female",,9007199254740993\n')).toEqual(two);
  });

  it('takes tensors, where columns are such', () => {
    expect(asked({ inputs: { age: [[1], [2]], sex: [['a'], ['b']], children: [1, 2] } })[0]).toEqual({
      name: 'age',
      datatype: 'FP32',
      shape: [2, 1],
      data: Float32Array.of(1, 2),
    });
    const image = {
      name: 'image',
      datatype: 'UINT8',
      shape: [1, 2, 3],
      data: Uint8Array.of(1, 2, 3, 4, 5, 6),
    };
    expect(
      asked(
        {
          inputs: {
            image: [
              [
                [1, 2, 3],
                [4, 5, 6],
              ],
            ],
          },
        },
        pictures,
      ),
    ).toEqual([image]);
    expect(
      asked(
        {
          instances: [
            [
              [1, 2, 3],
              [4, 5, 6],
            ],
          ],
        },
        pictures,
      ),
    ).toEqual([image]);
    expect(
      asked(
        {
          instances: [
            {
              image: [
                [1, 2, 3],
                [4, 5, 6],
              ],
            },
          ],
        },
        pictures,
      ),
    ).toEqual([image]);
  });

  it('puts columns where the model has them', () => {
    const expected = [
      { name: 'features', datatype: 'FP64', shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) },
    ];
    expect(
      asked(
        {
          instances: [
            [1, 2],
            [3, 4],
          ],
        },
        flowers,
      ),
    ).toEqual(expected);
    expect(
      asked(
        {
          dataframe_split: {
            columns: ['width', 'length'],
            data: [
              [2, 1],
              [4, 3],
            ],
          },
        },
        flowers,
      ),
    ).toEqual(expected);
    expect(inCsv('width,length\n2,1\n4,3\n', flowers)).toEqual(expected);
  });

  it('hands its parameters on', () => {
    const request = { inputs: { image: [[[1], [2]]] }, params: { top: 3 } };
    expect(parseInvocation(jsonBytes(request), pictures).parameters).toEqual({ top: 3 });
    expect(parseInvocation(jsonBytes({ ...request, params: null }), pictures).parameters).toEqual({});
  });

  const row = { age: 39, sex: 'Male', children: 2 };
  const number = 'expected a number of at most 3.4028234663852886e+38 (FP32)';
  const long = 'expected a whole number from -9223372036854775808 to 9223372036854775807 (INT64)';
  it.each([
    ['no form', {}, 'expected one of dataframe_split, dataframe_records, instances, inputs, received none'],
    [
      'two forms',
      { inputs: [], instances: [] },
      'expected one of dataframe_split, dataframe_records, instances, inputs, received instances, inputs',
    ],
    [
      'another field',
      { data: [] },
      '/data: no such field "data" (there are: dataframe_split, dataframe_records, instances, inputs, params)',
    ],
    ['parameters that are none', { instances: [row], params: [] }, '/params: expected an object'],
    ['no rows', { instances: [] }, '/instances: there are no rows'],
    ['no rows', { inputs: { age: [], sex: [], children: [] } }, '/inputs: there are no rows'],
    ['no rows', { dataframe_split: { columns, data: [] } }, '/dataframe_split/data: there are no rows'],
    ['a row that is none', { dataframe_records: [row, 3] }, '/dataframe_records/1: expected an object'],
    [
      'a missing column',
      { instances: [row, { age: 1, sex: 'a' }] },
      '/instances/1: the column "children" is missing (it takes: age, sex, children)',
    ],
    [
      'an extra column',
      { instances: [{ ...row, agee: 1 }] },
      '/instances/0: the model takes no column "agee" (it takes: age, sex, children)',
    ],
    [
      'a misspelt column',
      { instances: [{ sex: 'a', children: 1, Age: 1 }] },
      '/instances/0: the column "age" is missing; 1 more (it takes: age, sex, children)',
    ],
    [
      'a number as text',
      { instances: [{ ...row, age: '39' }] },
      `/instances/0/age: column "age": ${number}, received the text "39"`,
    ],
    [
      'a number for text',
      { instances: [{ ...row, sex: 1 }] },
      '/instances/0/sex: column "sex": expected text (BYTES), received 1',
    ],
    [
      'a missing value',
      { instances: [row, { ...row, sex: null }] },
      '/instances/1/sex: column "sex": no value, and the model takes none that are missing here',
    ],
    [
      'a missing value',
      { instances: [{ ...row, children: null }] },
      '/instances/0/children: column "children": no value, and the model takes none that are missing here',
    ],
    [
      'a fraction',
      { instances: [{ ...row, children: 1.5 }] },
      `/instances/0/children: column "children": ${long}, received 1.5`,
    ],
    [
      'an array in a cell',
      { instances: [{ ...row, children: [1] }] },
      `/instances/0/children: column "children": ${long}, received an array of 1`,
    ],
    ['no names', { dataframe_split: { data: [] } }, '/dataframe_split/columns: expected an array of names'],
    [
      'a name that is none',
      { dataframe_split: { columns: ['age', 3], data: [] } },
      '/dataframe_split/columns/1: expected the name of a column',
    ],
    [
      'a name twice',
      { dataframe_split: { columns: [...columns, 'age'], data: [] } },
      '/dataframe_split/columns/3: two columns are named "age"',
    ],
    [
      'a missing name',
      { dataframe_split: { columns: ['age', 'sex'], data: [] } },
      '/dataframe_split/columns: the column "children" is missing (it takes: age, sex, children)',
    ],
    [
      'a ragged row',
      {
        dataframe_split: {
          columns,
          data: [
            ['Male', 39, 2],
            ['Male', 39],
          ],
        },
      },
      '/dataframe_split/data/1: 2 cells, expected 3: sex, age, children',
    ],
    [
      'a cell',
      { dataframe_split: { columns, data: [['Male', '39', 2]] } },
      `/dataframe_split/data/0/1: column "age": ${number}, received the text "39"`,
    ],
    [
      'columns of other lengths',
      { inputs: { age: [1, 2], sex: ['a'], children: [1, 2] } },
      '/inputs/sex: 1 rows, and "age" has 2',
    ],
    [
      'a column that is none',
      { inputs: { age: 1, sex: ['a'], children: [1] } },
      '/inputs/age: expected an array of cells',
    ],
    [
      'a cell of a column',
      { inputs: { age: [1, true], sex: ['a', 'b'], children: [1, 2] } },
      `/inputs/age/1: column "age": ${number}, received true`,
    ],
  ])('is refused for %s', (_, request, message) => {
    expect(refusalOf(() => asked(request)).message).toBe(message);
  });

  it.each([
    ['no header', '', 'text/csv: empty (the first line names the columns)'],
    [
      'a ragged row',
      'sex,age,children\na,1\n',
      'text/csv:2: 2 cells, the header has 3 (quote cells that hold the delimiter)',
    ],
    ['a missing column', 'sex,age\na,1\n', 'the column "children" is missing (it takes: age, sex, children)'],
    ['no rows', 'sex,age,children\n', 'there are no rows'],
    [
      'text for a number',
      'sex,age,children\na,1,2\na,old,2\n',
      `line 3, column "age": ${number}, received the text "old"`,
    ],
    [
      'a missing value',
      'sex,age,children\n,1,2\n',
      'line 2, column "sex": no value, and the model takes none that are missing here',
    ],
    ['an infinity', 'sex,age,children\na,inf,2\n', `line 2, column "age": ${number}, received Infinity`],
  ])('of text/csv is refused for %s', (_, text, message) => {
    expect(refusalOf(() => inCsv(text)).message).toBe(message);
  });

  it('of text/csv reads cells as the column has them', () => {
    const signature = {
      inputs: [
        { name: 'a', type: 'bool', shape: ['N'] },
        { name: 'b', type: 'string', shape: ['N'] },
        { name: 'c', type: 'int32', shape: ['N'] },
      ],
      outputs: [],
    } as never;
    expect(inCsv('sex,age,children\nMale,nan,2\n')[0]?.data).toEqual(Float32Array.of(Number.NaN));
    expect(inCsv('a,b,c\nTrue,1,39.0\nfalse,2,-4\n', signature).map(({ data }) => data)).toEqual([
      Uint8Array.of(1, 0),
      ['1', '2'],
      Int32Array.of(39, -4),
    ]);
    expect(refusalOf(() => inCsv('a,b,c\nyes,1,1\n', signature)).message).toBe(
      'line 2, column "a": expected true or false (BOOL), received the text "yes"',
    );
  });
});
