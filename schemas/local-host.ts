import { z } from 'zod';

const isV4 = (text: string) => z.ipv4().safeParse(text).success;
const isV6 = (text: string) => z.ipv6().safeParse(text).success;

/** Loopback, private, shared and link-local networks (RFC 1122, 1918, 6598, 3927). */
function isLocalV4(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  return (
    a === 127 ||
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 169 && b === 254)
  );
}

/** The IPv4 address that an IPv6 one stands for (RFC 4291, 2.5.5.2), in either of its spellings. */
function mappedV4(address: string): string | null {
  const [, dotted, high, low] = /^::ffff:(?:([\d.]+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/.exec(address) ?? [];
  if (dotted) return dotted;
  if (!high || !low) return null;
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
}

/** Whether an IP address lies on this machine or a network of its owner. */
export function isLocalAddress(address: string): boolean {
  const text = address.toLowerCase();
  if (isV4(text)) return isLocalV4(text);
  if (!isV6(text)) return false;
  const mapped = mappedV4(text);
  if (mapped !== null) return isLocalV4(mapped);
  // Loopback, unique local (RFC 4193) and link-local unicast (RFC 4291).
  return text === '::1' || /^f[cd][0-9a-f]{2}:/.test(text) || /^fe[89ab][0-9a-f]:/.test(text);
}

/**
 * Whether a host name can only be a local one: a local IP address, `localhost`, a name of a reserved local domain, or one
 * without a dot, as containers and machines of one network call each other.
 */
export function isLocalHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (isV4(name) || isV6(name)) return isLocalAddress(name);
  return name !== '' && (!name.includes('.') || /\.(localhost|local|internal|home\.arpa)$/.test(name));
}
