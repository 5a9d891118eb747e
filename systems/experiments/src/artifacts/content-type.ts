import { nameOf } from './artifact-path.ts';

/** What MLflow shows as text, whatever else is known of it (`mlflow/utils/mime_type_utils.py`). */
const texts = new Set(
  `txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json js py py3 csv tsv md rst ipynb MLmodel
   mlproject`.split(/\s+/),
);

/** Types by the endings of names, those that Python's `mimetypes` knows and somebody may log. */
const endings: Readonly<Record<string, string>> = {
  'application/javascript': 'js mjs',
  'application/json': 'json',
  'application/manifest+json': 'webmanifest',
  'application/msword': 'doc dot wiz',
  'application/n-quads': 'nq',
  'application/n-triples': 'nt',
  'application/pdf': 'pdf',
  'application/postscript': 'ai eps ps',
  'application/trig': 'trig',
  'application/vnd.apple.mpegurl': 'm3u m3u8',
  'application/vnd.ms-excel': 'xlb xls',
  'application/vnd.ms-powerpoint': 'pot ppa pps ppt pwz',
  'application/wasm': 'wasm',
  'application/x-cpio': 'cpio',
  'application/x-csh': 'csh',
  'application/x-dvi': 'dvi',
  'application/x-gtar': 'gtar',
  'application/x-hdf': 'hdf',
  'application/x-hdf5': 'h5',
  'application/x-latex': 'latex',
  'application/x-netcdf': 'cdf nc',
  'application/x-pkcs12': 'p12 pfx',
  'application/x-python-code': 'pyc pyo',
  'application/x-sh': 'sh',
  'application/x-shar': 'shar',
  'application/x-shockwave-flash': 'swf',
  'application/x-tar': 'tar',
  'application/x-tcl': 'tcl',
  'application/x-tex': 'tex',
  'application/x-texinfo': 'texi texinfo',
  'application/x-troff': 'roff t tr',
  'application/x-ustar': 'ustar',
  'application/xml': 'rdf wsdl xpdl xsl',
  'application/zip': 'zip',
  'audio/3gpp': '3gp 3gpp',
  'audio/aac': 'aac adts ass loas',
  'audio/basic': 'au snd',
  'audio/mpeg': 'mp2 mp3',
  'audio/opus': 'opus',
  'audio/x-aiff': 'aif aifc aiff',
  'audio/x-wav': 'wav',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/jpeg': 'jpe jpeg jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tif tiff',
  'image/vnd.microsoft.icon': 'ico',
  'image/x-portable-anymap': 'pnm',
  'image/x-portable-bitmap': 'pbm',
  'image/x-portable-graymap': 'pgm',
  'image/x-portable-pixmap': 'ppm',
  'image/x-rgb': 'rgb',
  'image/x-xbitmap': 'xbm',
  'image/x-xpixmap': 'xpm',
  'message/rfc822': 'eml mht mhtml nws',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/html': 'htm html',
  'text/n3': 'n3',
  'text/plain': 'bat c h ksh pl srt txt',
  'text/richtext': 'rtx',
  'text/tab-separated-values': 'tsv',
  'text/vtt': 'vtt',
  'text/x-python': 'py',
  'text/x-setext': 'etx',
  'text/x-sgml': 'sgm sgml',
  'text/x-vcard': 'vcf',
  'text/xml': 'xml',
  'video/mp4': 'mp4',
  'video/mpeg': 'm1v mpa mpe mpeg mpg',
  'video/quicktime': 'mov qt',
  'video/webm': 'webm',
  'video/x-msvideo': 'avi',
};

const types = new Map(
  Object.entries(endings).flatMap(([type, ends]) => ends.split(' ').map((end) => [end, type] as const)),
);

/** Endings that stand for two, the last of which says how it is compressed. */
const doubleEndings = new Map([
  ['svgz', 'svg'],
  ['tgz', 'tar'],
  ['taz', 'tar'],
  ['tz', 'tar'],
  ['tbz2', 'tar'],
  ['txz', 'tar'],
]);

const compressions = new Set(['gz', 'Z', 'bz2', 'xz', 'br']);

/**
 * The content type that MLflow tells of a file, by its name.
 *
 * @example
 * contentTypeOf('model/MLmodel'); // 'text/plain'
 */
export function contentTypeOf(path: string): string {
  const name = nameOf(path);
  const { stem, ending } = splitEnding(name);
  if (texts.has(ending === '' ? name : ending)) return 'text/plain';
  const double = doubleEndings.get(ending.toLowerCase());
  const told = double ?? (compressions.has(ending) ? splitEnding(stem).ending : ending);
  // Of what is compressed only what it is of is known, as Python has it.
  return types.get(told.toLowerCase()) ?? 'application/octet-stream';
}

/** As Python's `os.path.splitext`: dots that a name begins with are part of it. */
function splitEnding(name: string): { stem: string; ending: string } {
  const [, stem = name, ending = ''] = /^(\.*[^.].*)\.([^.]*)$/s.exec(name) ?? [];
  return { stem, ending };
}
