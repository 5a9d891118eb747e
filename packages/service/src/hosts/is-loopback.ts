import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Whether an address can be reached from this machine alone: 127.0.0.0/8, ::1, IPv4-mapped addresses
 * (::ffff:127.0.0.1), and `localhost` with its subdomains, which resolvers never look up in the network
 * (https://www.rfc-editor.org/rfc/rfc6761#section-6.3). Other names may resolve to anything. 0.0.0.0, :: and an empty host
 * mean all addresses of the machine.
 *
 * @param host a name or an address, without brackets
 */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  if (version !== 0) return loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
  return /^(?:.+\.)?localhost$/i.test(host);
}
