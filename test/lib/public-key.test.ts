import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isSignedByKey, type PublicKeyScheme } from '../../lib/public-key';

const MESSAGE = Buffer.from('{"order":1}');
const ed25519 = generateKeyPairSync('ed25519');
const ecdsa = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('base64');

const CASES: [PublicKeyScheme, KeyObject, Buffer][] = [
  ['ed25519', ed25519.publicKey, sign(null, MESSAGE, ed25519.privateKey)],
  ['ecdsa-sha256-der', ecdsa.publicKey, sign('sha256', MESSAGE, ecdsa.privateKey)],
  [
    'ecdsa-sha256-p1363',
    ecdsa.publicKey,
    sign('sha256', MESSAGE, { key: ecdsa.privateKey, dsaEncoding: 'ieee-p1363' }),
  ],
];

describe.each(CASES)('a signature of %s', (scheme, key, signature) => {
  it('is right for its message and its key', () =>
    expect(isSignedByKey(scheme, spki(key), MESSAGE, signature)).toBe(true));

  it('is wrong for any other message, key or signature', () => {
    const other = CASES.find(([name]) => name !== scheme && (name === 'ed25519') !== (scheme === 'ed25519'));
    expect(isSignedByKey(scheme, spki(key), Buffer.from('{"order":2}'), signature)).toBe(false);
    expect(isSignedByKey(scheme, spki(other?.[1] as KeyObject), MESSAGE, signature)).toBe(false);
    expect(isSignedByKey(scheme, 'no key', MESSAGE, signature)).toBe(false);
    expect(isSignedByKey(scheme, spki(key), MESSAGE, Buffer.alloc(0))).toBe(false);
    for (let i = 0; i < signature.length; i++) {
      const changed = Buffer.from(signature);
      changed[i] = (changed[i] as number) ^ 1;
      expect(isSignedByKey(scheme, spki(key), MESSAGE, changed)).toBe(false);
    }
  });
});
