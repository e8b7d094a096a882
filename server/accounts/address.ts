import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/** Where a proxy of one's own stands: this machine or a private network (RFC 1918, RFC 4193, RFC 6598, link-local). */
const near = new BlockList();
for (const [net, bits] of [['127.0.0.0', 8], ['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10], ['169.254.0.0', 16]] as const) near.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['::1', 128], ['fc00::', 7], ['fe80::', 10]] as const) near.addSubnet(net, bits, 'ipv6');

/**
 * The address that a request is counted under. X-Forwarded-For is believed only when the operator says that a proxy stands
 * in front (PUBLIC_URL) and the connection comes from this machine or a private network; then it is its last entry, which
 * the proxy itself wrote: the ones before it are whatever the client claims. Of IPv6 the first 64 bits count, because one
 * customer has at least as many addresses as that leaves.
 */
export function addressOf(c: Context, behindProxy: boolean): string {
  const peer = peerOf(c);
  if (peer === undefined) return 'local';
  const forwarded = behindProxy && isNear(peer) ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return network(forwarded !== undefined && isIP(forwarded) !== 0 ? plain(forwarded) : peer);
}

/** Undefined without a socket (app.request): everybody is at home. */
function peerOf(c: Context): string | undefined {
  const incoming: unknown = c.env && typeof c.env === 'object' && 'incoming' in c.env ? c.env.incoming : undefined;
  const socket = incoming && typeof incoming === 'object' && 'socket' in incoming ? incoming.socket : undefined;
  const address = socket && typeof socket === 'object' && 'remoteAddress' in socket ? socket.remoteAddress : undefined;
  return typeof address === 'string' ? plain(address) : undefined;
}

/** A socket that listens on both families shows IPv4 addresses as `::ffff:192.0.2.1`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

function isNear(address: string): boolean {
  return near.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Of IPv6 the /64; of IPv4 all of it. */
function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')));
  const groups = address.includes('::') ? [...before!, ...Array.from({ length: 8 - before!.length - after!.length }, () => '0'), ...after!] : before!;
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
