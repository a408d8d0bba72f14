import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEndpointsFile } from '../../infra/cli/endpoints-file';
import { UsageError } from '../../infra/cli/exit';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';

/** Any will do. */
const [{ name }] = providers as [Provider];

describe('a malformed ENDPOINTS file', () => {
  const cases: [string, string, string[]][] = [
    ['is not JSON', '{"a": secret', ['/: expected JSON']],
    [
      'is not JSON in its second line',
      '{"a":\n {,"secret"}}',
      ['/: expected JSON, found something else at line 2, column 3'],
    ],
    ['is cut off', '{"a":', ['/: expected JSON, found the end of the file']],
    ['is empty', '', ['/: expected JSON, found the end of the file']],
    ['is a list', '[]', ['/:', 'expected an object of providers']],
    ['names an unknown provider', '{"shop": {}}', ['/shop:', 'is no provider']],
    ['has a list for a document', `{"${name}": []}`, [`/${name}:`, 'expected an object of endpoints']],
    ['has a name that no URL reaches', `{"${name}": {"a/b": {}}}`, [`/${name}/a~1b:`, "an endpoint's name"]],
    ['has a text for an entry', `{"${name}": {"a": "secret"}}`, [`/${name}/a`]],
    ['has no account', `{"${name}": {"a": {"secrets": ["secret"]}}}`, [`/${name}/a/account:`]],
    [
      'has a text for secrets',
      `{"${name}": {"a": {"secrets": "secret", "account": "a"}}}`,
      [`/${name}/a/secrets:`, 'expected a list'],
    ],
  ];

  it.each(cases)(
    'that %s is refused with file, place and expectation, and without a secret',
    (_, text, expected) => {
      const file = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'endpoints.json');
      writeFileSync(file, text);
      const read = () => readEndpointsFile(file);
      expect(read).toThrow(UsageError);
      for (const part of [file, ...expected]) expect(read).toThrow(part);
      expect(read).not.toThrow('secret"');
    },
  );
});
