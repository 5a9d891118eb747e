import { describe, expect, it } from 'vitest';
import { buildOptions, npmrcOf, secretsOf, type NpmAccess } from './npm-access.ts';

const access: NpmAccess = {
  registry: 'https://registry.example/',
  userSettings: '//registry.example/:_authToken=abc\ncafile=/home/me/ca.pem\n cache = /home/me/.npm\n',
  certificates: '/etc/ca.pem',
  cache: '/home/me/.npm',
};

describe("npm's access in a build", () => {
  it("is the machine's, at the places of the build", () => {
    expect(npmrcOf(access).split('\n').filter(Boolean)).toEqual([
      '//registry.example/:_authToken=abc',
      'registry=https://registry.example/',
      'cafile=/run/secrets/certificates',
      'cache=/mnt',
      'update-notifier=false',
    ]);
    expect(buildOptions(access, '/tmp/npmrc')).toEqual([
      '--secret',
      'id=npmrc,src=/tmp/npmrc',
      '--secret',
      'id=certificates,src=/etc/ca.pem',
      '--volume',
      '/home/me/.npm:/mnt:O',
    ]);
  });

  it('needs neither certificates nor a cache', () => {
    const plain = { registry: 'https://r/', userSettings: '', certificates: null, cache: null };
    expect(npmrcOf(plain).trim()).toBe('registry=https://r/\nupdate-notifier=false');
    expect(buildOptions(plain, '/n')).toEqual(['--secret', 'id=npmrc,src=/n']);
  });

  it('has secrets, which are not names of variables', () => {
    const npmrc =
      '//a/:_authToken=t0ken\n//b/:_password="pass"\n_auth = YTpi\n//c/:_authToken=${NPM_TOKEN}\nalways-auth=true';
    expect(secretsOf(npmrc)).toEqual(['t0ken', 'pass', 'YTpi']);
  });
});
