import { describe, expect, it } from 'vitest';
import { hostCheck } from './host-check.ts';

type Options = Parameters<typeof hostCheck>[0];
/** The code of the refusal, `taken` without one. */
function outcome(
  options: Partial<Options>,
  host: string | null,
  url = `http://${host ?? 'localhost'}/`,
): string {
  const headers = new Headers(host === null ? {} : { Host: host });
  const check = hostCheck({ host: '127.0.0.1', allowedHosts: [], ...options });
  try {
    check({ headers, url } as Request);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('a service on loopback', () => {
  it.each(['localhost', 'localhost:8080', '127.0.0.1:8080', '127.9.9.9', '[::1]:8080', 'app.localhost:1'])(
    'answers to %s',
    (host) => expect(outcome({}, host)).toBe('taken'),
  );

  it.each([
    'attacker.example',
    'attacker.example:8080',
    '192.168.1.2',
    '0.0.0.0:8080',
    'localhost.attacker.example',
  ])('does not answer to %s', (host) => {
    expect(outcome({}, host)).toBe('host-foreign');
    expect(outcome({ host: '::1' }, host)).toBe('host-foreign');
    expect(outcome({ host: 'localhost' }, host)).toBe('host-foreign');
  });

  it('answers to further names that are allowed', () => {
    const allowedHosts = ['a.example', '*.b.example:80'];
    expect(outcome({ allowedHosts }, 'a.example:8080')).toBe('taken');
    expect(outcome({ allowedHosts }, 'x.b.example:80')).toBe('taken');
    expect(outcome({ allowedHosts }, 'c.example')).toBe('host-foreign');
    expect(outcome({ allowedHosts }, 'localhost')).toBe('taken');
  });

  it('says which name it was, and what to do', () => {
    const check = hostCheck({ host: '127.0.0.1', allowedHosts: [] });
    expect(() => check(new Request('http://attacker.example:80/'))).toThrow(
      'the service does not answer to the host name "attacker.example" (to allow it, start the service with the name in --allowed-hosts)',
    );
  });
});

describe('a service on other addresses', () => {
  it.each(['0.0.0.0', '::', '', '10.0.0.1', 'example.org'])('at %j answers to any name', (host) => {
    expect(outcome({ host }, 'anything.example:1')).toBe('taken');
  });

  it('answers to allowed names alone where some are given, and to loopback', () => {
    const options = { host: '0.0.0.0', allowedHosts: ['a.example'] };
    expect(outcome(options, 'a.example')).toBe('taken');
    expect(outcome(options, '127.0.0.1:8080')).toBe('taken');
    expect(outcome(options, 'b.example')).toBe('host-foreign');
  });
});

it('refuses what is no name, wherever it listens', () => {
  for (const host of ['a, b', 'a:b', 'a@b', '', 'a/b'])
    expect(outcome({ host: '0.0.0.0' }, host, 'http://localhost/'), host).toBe('host-invalid');
});

it('looks at the target where that names a host, not at the header alone', () => {
  expect(outcome({}, 'localhost', 'http://attacker.example/x')).toBe('host-foreign');
  expect(outcome({}, 'attacker.example', 'http://localhost/')).toBe('host-foreign');
  expect(outcome({}, 'localhost', 'http://localhost.attacker.example/')).toBe('host-foreign');
  // Requests of tests have no header.
  expect(outcome({}, null)).toBe('taken');
  expect(outcome({}, null, 'http://attacker.example/')).toBe('host-foreign');
});
