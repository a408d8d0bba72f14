import { isCredentialName, redactCredentials, WITHHELD } from '../../../lib/reading/credentials';

describe('a name', () => {
  it.each([
    'card_token',
    'cardToken',
    'card_number',
    'cardNumber',
    'CARD-NUMBER',
    'cardholder',
    'pan',
    'card_pin',
    'PINCode',
    'CVVCode',
    'IBANNumber',
    'cardPAN',
    'dpan',
    'cc_number',
    'primaryAccountNumber',
    'cryptogram',
    'otp',
    'payment_method_nonce',
    'cvv',
    'cvc2',
    'iban',
    'password',
    'passwd',
    'pwd',
    'passphrase',
    'bearer',
    'client_secret',
    'access_token',
    'paypal_vault_id',
    'api_key',
    'apiKey',
    'private_key',
    'accessKey',
    'signing_key',
    'encryption_key',
    'authorization_code',
    'auth_code',
    'network_transaction_id',
    'payment_details',
    'paymentDetails',
    'credentials',
  ])('like %s is a credential’s', (name) => expect(isCredentialName(name)).toBe(true));

  it.each([
    'shipping',
    'company',
    'panel',
    'pinned',
    'opinion',
    'option',
    'announce',
    'GPSPosition',
    'compass_code',
    'account_number',
    'customReference',
    'orderId',
    'card_first_six',
    'author',
    'key',
    'state',
    '',
  ])('like %s is none’s', (name) => expect(isCredentialName(name)).toBe(false));
});

describe('a value', () => {
  const told: string[] = [];
  const seen = (value: unknown, pointer = '/new') => {
    told.length = 0;
    return redactCredentials(value, pointer, (at) => told.push(at));
  };

  it.each([5, 'text', true, null, [1, [2]], { a: { b: [] } }])(
    'without such a name is as it was: %j',
    (value) => {
      expect(seen(value)).toEqual(value);
      expect(told).toEqual([]);
    },
  );

  it('below such a name is withheld, whatever it holds', () => {
    expect(seen({ a: [{ 'x/y': { pin: 1 }, api_key: { id: 5 } }], cvv: null })).toEqual({
      a: [{ 'x/y': { pin: WITHHELD }, api_key: WITHHELD }],
      cvv: WITHHELD,
    });
    expect(told).toEqual(['/new/a/0/x~1y/pin', '/new/a/0/api_key', '/new/cvv']);
  });

  it('is withheld where a field beside it has such a name as its text', () => {
    const pairs = [
      { key: 'Gift card PIN', value: '9911' },
      { value: { digits: 123 }, name: 'cvv' },
      { name: 'Colour', value: 'blue' },
      { name: 5, value: 'five' },
    ];
    expect(seen(pairs)).toEqual([
      { key: 'Gift card PIN', value: WITHHELD },
      { value: WITHHELD, name: 'cvv' },
      { name: 'Colour', value: 'blue' },
      { name: 5, value: 'five' },
    ]);
    expect(told).toEqual(['/new/0/value', '/new/1/value']);
  });

  it.each(['/card_token', '/data/transactions/0/payment_details/new_field'])(
    'at %s is withheld',
    (pointer) => {
      expect(seen({ any: 'value' }, pointer)).toBe(WITHHELD);
      expect(told).toEqual([pointer]);
    },
  );

  it('keeps a key that JavaScript treats in its own way', () => {
    const value = seen(JSON.parse('{"__proto__":{"a":1},"constructor":2}'));
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":1},"constructor":2}');
  });
});
