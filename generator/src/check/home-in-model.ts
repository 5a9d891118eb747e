/** How folders of people begin, in bytes that are text in a model: names of source files, traces of where it was exported. */
const marks = ['/home/', '/Users/', String.raw`\Users\ `.trim()];
/** A person's folder and something in it. */
const home = /^[\\/](?:home|Users)[\\/]([\w.@ -]{2,64})[\\/][\w.-]/;
/** Accounts of machines that build for anybody. */
const nobody = /^(?:runner|ubuntu|jovyan|user|vsts|circleci|travis|builder|app|conda|mambauser|Shared)$/;

/**
 * A person's folder that a model's file tells, e.g. in the stack traces that PyTorch exports write beside each node; `null` where it
 * tells none.
 *
 * @param bytes of the file, in any format
 * @example homeInModel(Buffer.from('…/home/ada/train.py…')) // '/home/ada/'
 */
export function homeInModel(bytes: Uint8Array): string | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const mark of marks)
    for (let at = file.indexOf(mark); at !== -1; at = file.indexOf(mark, at + 1)) {
      const [, user] = home.exec(file.toString('latin1', at, at + 100)) ?? [];
      if (user !== undefined && !nobody.test(user)) return `${mark}${user}${mark.at(-1) ?? ''}`;
    }
  return null;
}
