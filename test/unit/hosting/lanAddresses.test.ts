import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { lanAddresses } from '../../../src/hosting/lanAddresses';

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
