/**
 * The address without what lets one in: user name, password, and signatures in the query. Other text is kept.
 *
 * @example redactAddress('https://me:secret@host/x.git') // 'https://host/x.git'
 */
export function redactAddress(text: string): string {
  return text
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1')
    .replace(/([?&;](?:[\w.-]*(?:signature|credential|token|secret|password|key|sig))=)[^&;#]*/gi, '$1…');
}
