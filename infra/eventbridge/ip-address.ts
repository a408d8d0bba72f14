import { BlockList, isIP } from 'node:net';

export type AddressTest = (text: string) => boolean;

interface Address {
  readonly text: string;
  readonly family: 'ipv4' | 'ipv6';
}

/** A test for the address `text` in any of its spellings; undefined when it is not one. */
export function addressTest(text: string): AddressTest | undefined {
  const address = readAddress(text);
  if (!address) return undefined;
  const list = new BlockList();
  list.addAddress(address.text, address.family);
  return contains(list);
}

/** A test for the block `address/bits`; undefined when it is not one. A block of one address is not allowed. */
export function cidrTest(text: string): AddressTest | undefined {
  const [, start = '', bits = ''] = /^([^/]+)\/(\d+)$/.exec(text) ?? [];
  const address = readAddress(start);
  if (!address || Number(bits) > (address.family === 'ipv4' ? 31 : 127)) return undefined;
  const list = new BlockList();
  list.addSubnet(address.text, Number(bits), address.family);
  return contains(list);
}

function contains(list: BlockList): AddressTest {
  return (text) => {
    const address = readAddress(text);
    return address !== undefined && list.check(address.text, address.family);
  };
}

/** Zeros may lead the numbers of IPv4. IPv6 with a dotted end or a zone is no address to EventBridge. */
function readAddress(text: string): Address | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) {
    const plain = text.replace(/\b0+(?=\d)/g, '');
    return isIP(plain) === 4 ? { text: plain, family: 'ipv4' } : undefined;
  }
  return /^[\da-fA-F:]+$/.test(text) && isIP(text) === 6 ? { text, family: 'ipv6' } : undefined;
}
