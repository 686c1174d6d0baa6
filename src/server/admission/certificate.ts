// A bundle of its own: only a server that is told to be private loads it.
import { generate } from 'selfsigned';

/** A key and its certificate, both in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/**
 * Makes a self-signed ECDSA P-256 certificate that says nothing about the room. Apart from its key, serial number and
 * signature, it is the same in every room (P-13.3). Both ends trust the room's key, not the certificate.
 */
export async function makeCertificate(): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'private room' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date('2000-01-01T00:00:00Z'),
    notAfterDate: new Date('9999-12-31T23:59:59Z'),
    extensions: [{ name: 'keyUsage', digitalSignature: true, critical: true }],
  });
  return { key: made.private, cert: made.cert };
}
