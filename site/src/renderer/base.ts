/** Where the renderer was built to live: put in place of the site's real base when files are written. */
export const builtBase = '/-modelfolio-base-/';

const rootAddress = /(\s(?:href|src|action|poster|data-src)=")\/(?!\/|-modelfolio-base-\/)/g;

/** Places a page under the base: literal addresses in it and those that were computed. */
export const placeHtml = (html: string, base: string): string =>
  placeText(base === '/' ? html : html.replace(rootAddress, `$1${base}`), base);

/** Places the addresses in a script, style sheet or data file under the base. */
export const placeText = (text: string, base: string): string => text.replaceAll(builtBase, base);
