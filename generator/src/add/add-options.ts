/** What a person may say of a model to be added; all of it is asked for or derived where it is left out. */
export interface AddOptions {
  root?: string | undefined;
  /** An `.onnx` file, a TensorFlow.js `model.json`, or a folder with one; the run's own model where left out. */
  model?: string | undefined;
  id?: string | undefined;
  title?: string | undefined;
  summary?: string | undefined;
  /** Id or name of an ingested run. */
  run?: string | undefined;
  /** CSV, Parquet or NPZ file, or folder of IDX shards. */
  data?: string | undefined;
  dataName?: string | undefined;
  dataLicence?: string | undefined;
  dataSource?: string | undefined;
  split?: string | undefined;
  label?: readonly string[] | undefined;
  slices?: readonly string[] | undefined;
  /** Columns of one tensor `[N, columns]`, in order. */
  columns?: readonly string[] | undefined;
  inputKind?: string | undefined;
  polarity?: string | undefined;
  /** Axes of one row of the data, from 0, in the order in which the model takes them: `2,0,1`. */
  transpose?: string | undefined;
  /** What the data is multiplied by before the model: a number or a quotient, `1/255`. */
  scale?: string | undefined;
  task?: string | undefined;
  classes?: readonly string[] | undefined;
  positive?: string | undefined;
  activation?: string | undefined;
  /** Graph output that holds the probabilities, where several could be meant. */
  probabilities?: string | undefined;
  /** Graph output that holds the predicted class or value, where several could be meant. */
  prediction?: string | undefined;
  /** `name` or `name:unit` each. */
  targets?: readonly string[] | undefined;
  licence?: string | undefined;
  /** `name` or `name <address>` each. */
  authors?: readonly string[] | undefined;
  contact?: string | undefined;
  version?: string | undefined;
  /** Seconds for opening the model, and for each run of it over some rows. */
  timeLimit?: number | undefined;
  /** Replaces a model that is there; its card.yaml keeps its prose. */
  force?: boolean | undefined;
}
