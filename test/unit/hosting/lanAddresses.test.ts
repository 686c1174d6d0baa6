import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { lanAddresses, networkOf } from '../../../src/hosting/lanAddresses';

const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...{ address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '00:00:00:00:00:00' },
  cidr: `${address}/24`,
});
const v6 = (address: string): NetworkInterfaceInfo => ({
  ...{ address, internal: false, family: 'IPv6', netmask: 'ffff:ffff::', mac: '00:00:00:00:00:00' },
  ...{ cidr: `${address}/64`, scopeid: 0 },
});

describe('lanAddresses', () => {
  it('leaves out the computer itself and what is tedious to type', () => {
    const interfaces = { lo: [v4('127.0.0.1', true)], eth0: [v6('fe80::1'), v4('192.168.1.5')] };
    assert.deepEqual(lanAddresses(interfaces), ['192.168.1.5']);
  });

  it('puts networks where a teammate may be before those of virtual machines and self-assigned ones', () => {
    const interfaces = {
      docker0: [v4('172.17.0.1')],
      'vEthernet (WSL)': [v4('172.30.0.1')],
      en5: [v4('169.254.3.4')],
      'Wi-Fi': [v4('10.0.0.7')],
      tun0: [v4('10.8.0.2')],
    };
    assert.deepEqual(lanAddresses(interfaces), [
      '10.0.0.7',
      '10.8.0.2',
      '169.254.3.4',
      '172.17.0.1',
      '172.30.0.1',
    ]);
  });

  it('names an address once', () => {
    assert.deepEqual(lanAddresses({ a: [v4('10.0.0.7')], b: [v4('10.0.0.7')], c: undefined }), ['10.0.0.7']);
  });

  it('finds nothing without a network', () => {
    assert.deepEqual(lanAddresses({ lo: [v4('127.0.0.1', true)] }), []);
  });
});

describe('networkOf', () => {
  const interfaces = {
    wlp3s0: [v6('fe80::1'), v4('192.168.1.5')],
    'Wi-Fi': [v4('192.168.1.6')],
    enp0s31f6: [v4('10.0.0.1')],
    Ethernet: [v4('10.0.0.2')],
    utun3: [v4('100.64.0.1')],
    'vEthernet (WSL)': [v4('172.30.0.1')],
    en0: [v4('10.0.0.3')],
    none: undefined,
  };

  for (const [address, name, kind] of [
    ['192.168.1.5', 'wlp3s0', 'wifi'],
    ['192.168.1.6', 'Wi-Fi', 'wifi'],
    ['10.0.0.1', 'enp0s31f6', 'cable'],
    ['10.0.0.2', 'Ethernet', 'cable'],
    ['100.64.0.1', 'utun3', 'vpn'],
    ['172.30.0.1', 'vEthernet (WSL)', 'virtual'],
    ['10.0.0.3', 'en0', 'unknown'],
  ] as const) {
    it(`tells ${kind} by the name ${name}`, () => {
      assert.deepEqual(networkOf(address, interfaces), { name, kind });
    });
  }

  it('knows nothing of an address that this computer has not', () => {
    assert.equal(networkOf('192.168.1.20', interfaces), undefined);
  });
});
