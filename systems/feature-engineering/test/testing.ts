// Insides that judges and tests of other rooms look at.
export { loadCensus } from '../census/load-census.ts';
export { gone, newestKnown, steadyFrom } from '../src/onnx/operator-sets.ts';
export { toText } from '../src/rules/validation-report.ts';
export { addData } from '../src/store/add-data.ts';
export { checkoutData } from '../src/store/checkout-data.ts';
export { dataStatus } from '../src/store/data-status.ts';
export { type DataStore, initStore, openStore } from '../src/store/data-store.ts';
export { pullData, pushData } from '../src/store/transfer-data.ts';
