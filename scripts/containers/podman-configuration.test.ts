import { describe, expect, it } from 'vitest';
import { containersConf, hardLimitsOf, storageConf } from './podman-configuration.ts';

const folders = { store: '/cache/a "b"/store', run: '/cache/run', temporary: '/cache/tmp' };

describe('the configuration of podman', () => {
  it('asks for no more than the machine allows', () => {
    const small = containersConf(folders, { openFiles: 20_000, processes: 96_363 }, 'runc');
    expect(small).toContain('default_ulimits = ["nofile=1024:20000", "nproc=4096:4096"]');
    const tiny = containersConf(folders, { openFiles: 512, processes: 100 }, 'runc');
    expect(tiny).toContain('default_ulimits = ["nofile=512:512", "nproc=100:100"]');
  });

  it('keeps everything in its own folders, and takes nothing of the machine', () => {
    const conf = containersConf(folders, { openFiles: 512, processes: 100 }, 'crun');
    expect(conf).toContain('runtime = "crun"');
    expect(conf).toContain('lock_type = "file"');
    expect(conf).toContain('tmp_dir = "/cache/run/libpod"');
    expect(conf).toContain('image_copy_tmp_dir = "/cache/tmp"');
    expect(conf).toContain(String.raw`network_config_dir = "/cache/a \"b\"/store/networks"`);
    expect(storageConf(folders)).toBe(
      [
        '[storage]',
        'driver = "overlay"',
        String.raw`graphroot = "/cache/a \"b\"/store"`,
        'runroot = "/cache/run"',
        '',
      ].join('\n'),
    );
  });

  it('reads the limits of a process', () => {
    const limits = [
      'Limit                     Soft Limit           Hard Limit           Units     ',
      'Max processes             96363                96363                processes ',
      'Max open files            1024                 20000                files     ',
    ].join('\n');
    expect(hardLimitsOf(limits)).toEqual({ openFiles: 20_000, processes: 96_363 });
    expect(hardLimitsOf('Max open files            1024                 unlimited            files')).toEqual(
      {
        openFiles: Number.MAX_SAFE_INTEGER,
        processes: Number.MAX_SAFE_INTEGER,
      },
    );
  });
});
