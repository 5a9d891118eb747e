/** Where a card's evaluation can be looked up: a record, and the JSON Pointer of the evaluation in it. */
export interface RecordPlace {
  /** Path from the project's root. */
  file: string;
  /** Empty where the record is the evaluation itself. */
  at: string;
}
