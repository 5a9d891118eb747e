import type { ServerResponse } from 'node:http';
import { contentType } from './content-type.ts';

/** Answers without a file: with a sentence, or the page for it. An answer that has begun is cut. */
export function refusePlainly(response: ServerResponse, status: number, body: Buffer | string): void {
  if (response.headersSent) return void response.destroy();
  response.statusCode = status;
  response.setHeader('Content-Type', contentType(typeof body === 'string' ? '.txt' : '.html'));
  response.end(body);
}
