import { defineMiddleware } from 'astro:middleware';

/** Lets whoever asked for the page know why it failed, and never sends a part of one. */
export const onRequest = defineMiddleware(async ({ locals }, next) => {
  try {
    const response = await next();
    return new Response(await response.arrayBuffer(), response);
  } catch (error) {
    locals.failure = error;
    throw error;
  }
});
