import { describe, expect, it } from 'vitest';
import { mayDial } from '../../server/src/node/address';

/** What URL makes of a host is what is checked. */
function literal(host: string): string {
  return new URL(`https://${host}`).hostname.replace(/^\[|\]$/g, '');
}

describe('which addresses may be dialled', () => {
  it.each([
    '127.0.0.1', '127.255.255.254', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '100.127.255.255',
    '0.0.0.0', '0.1.2.3', '198.18.0.1', '224.0.0.1', '255.255.255.255', '[::]', '[::1]', '[fc00::1]', '[fd12:3456::1]', '[fec0::1]',
    '[ff02::1]', '[::ffff:127.0.0.1]', '[::ffff:10.1.2.3]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::10.0.0.1]', '[64:ff9b:1::1]',
    '[2002:7f00:1::1]', '[2002:a00:1::]', '[::ffff:0:192.168.0.1]', '2130706433', '0x7f000001', '0x7f.1', '017700000001', '127.1',
  ])('%s is not public, but somebody may consent to it', host => {
    expect(mayDial(literal(host), 'public')).toBe(false);
    expect(mayDial(literal(host), 'consented')).toBe(true);
  });

  it.each([
    '169.254.169.254', '169.254.0.1', '0xa9fea9fe', '2852039166', '[::ffff:169.254.169.254]', '[64:ff9b::169.254.169.254]',
    '[2002:a9fe:a9fe::1]', '[fe80::1]', '[febf::1]', '[fd00:ec2::254]', '[fd20:ce::254]', '100.100.100.200', '168.63.129.16', '192.0.0.192',
  ])('%s is refused always', host => {
    expect(mayDial(literal(host), 'public')).toBe(false);
    expect(mayDial(literal(host), 'consented')).toBe(false);
  });

  it.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.255.255', '100.128.0.1', '11.0.0.1', '[2606:4700::1]', '[64:ff9b::8.8.8.8]', '[2002:808:808::1]', '[::ffff:8.8.8.8]'])(
    '%s is public',
    host => expect(mayDial(literal(host), 'public')).toBe(true),
  );

  it('ignores the zone of an address, and refuses what is no address', () => {
    expect(mayDial('fe80::1%eth0', 'consented')).toBe(false);
    for (const text of ['', 'localhost', '1.2.3', '[::1]', '::1::', '0x7f000001']) expect(mayDial(text, 'consented')).toBe(false);
  });
});
