// What the compiled renderer offers to `modelfolio-site`.
export { buildSite } from '../build/build-site.ts';
export { serveFolder } from '../build/serve-folder.ts';
export { renderInWorker } from '../build/render-work.ts';
export { takenWords } from '@modelfolio/redaction/taken';
export { Failure } from '@modelfolio/failures';
