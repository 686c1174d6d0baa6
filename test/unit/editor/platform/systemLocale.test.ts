import assert from 'node:assert/strict';
import { readSystemLocale } from '../../../../src/editor/platform/systemLocale';

describe('the locale of the system', () => {
  const printing = (printed: string) => (file: string, args: readonly string[]) => {
    calls.push([file, ...args].join(' '));
    return Promise.resolve(printed);
  };
  let calls: string[] = [];
  beforeEach(() => (calls = []));

  it('of Windows is the regional format, with the clock of its short time', async () => {
    const said = (locale: string, form: string) =>
      [
        '',
        'HKEY_CURRENT_USER\\Control Panel\\International',
        `    LocaleName    REG_SZ    ${locale}`,
        '    s1159    REG_SZ    AM',
        '    sTimeFormat    REG_SZ    h:mm:ss tt',
        `    sShortTime    REG_SZ    ${form}`,
        '',
      ].join('\r\n');
    const locale = (...of: [string, string]) => readSystemLocale('win32', {}, printing(said(...of)));
    assert.equal(await locale('de-DE', 'HH:mm'), 'de-DE-u-hc-h23');
    assert.equal(await locale('en-US', 'h:mm tt'), 'en-US-u-hc-h12');
    assert.equal(await locale('en-US', 'H:mm'), 'en-US-u-hc-h23');
    assert.equal(await locale('fr-CA', "HH' h 'mm"), 'fr-CA-u-hc-h23');
    assert.equal(await locale('fr-CA', "h' H 'mm"), 'fr-CA-u-hc-h12');
    assert.match(calls[0]!, /\\System32\\reg\.exe query HKCU\\Control Panel\\International$/);
  });

  it('of macOS is its region, with the clock that the person has chosen against it', async () => {
    const locale = (...lines: string[]) =>
      readSystemLocale('darwin', { LANG: 'fr_FR.UTF-8' }, printing(`{\n${lines.join('\n')}\n}\n`));
    assert.equal(await locale('    AppleLocale = "en_DE";'), 'en-DE');
    assert.equal(
      await locale('    AppleICUForce24HourTime = 1;', '    AppleLocale = "en_US";'),
      'en-US-u-hc-h23',
    );
    assert.equal(
      await locale('    AppleICUForce12HourTime = 1;', '    AppleLocale = "de_DE";'),
      'de-DE-u-hc-h12',
    );
    assert.equal(await locale('    AppleLocale = "en_US@rg=dezzzz";'), 'en-DE');
    assert.equal(await locale('    AppleLocale = "zh-Hant_TW";'), 'zh-Hant-TW');
    assert.equal(await locale('    AppleLocale = de;'), 'de');
  });

  it('of all others is that of their environment', async () => {
    const locale = (env: NodeJS.ProcessEnv) => readSystemLocale('linux', env, printing(''));
    assert.equal(await locale({ LANG: 'en_US.UTF-8', LC_TIME: 'de_DE.UTF-8' }), 'de-DE');
    assert.equal(await locale({ LANG: 'de_AT@euro', LC_TIME: '' }), 'de-AT');
    assert.equal(await locale({ LC_ALL: 'en_GB', LC_TIME: 'de_DE' }), 'en-GB');
    assert.deepEqual(calls, []);
  });

  it('is unknown where nobody says', async () => {
    for (const LANG of ['', 'C', 'C.UTF-8', 'POSIX', 'xx yy']) {
      assert.equal(await readSystemLocale('linux', { LANG }), undefined, LANG);
    }
    for (const platform of ['win32', 'darwin'] as const) {
      assert.equal(await readSystemLocale(platform, {}, printing('')), undefined);
    }
    assert.equal(await readSystemLocale('darwin', {}), undefined, 'the program is not there');
  });
});
