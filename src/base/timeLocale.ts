import { withoutUndefined } from './withoutUndefined';

/**
 * The locale for times and dates: the words of one language, as they are written in the region and by the clock of 12 or 24
 * hours of another locale.
 * @param language a BCP 47 tag: that of the editor
 * @param system a BCP 47 tag: that of the system, which may name its clock (`-u-hc-h23`)
 * @returns a BCP 47 tag; undefined: what the program has by default, where one of them is no tag
 */
export function timeLocale(language: string, system: string): string | undefined {
  try {
    const { region } = new Intl.Locale(system).maximize();
    const { hourCycle } = new Intl.DateTimeFormat(system, { hour: 'numeric' }).resolvedOptions();
    // maximized: the script of zh-TW stays when its region goes
    const words = new Intl.Locale(language).maximize();
    const { baseName } = new Intl.Locale(words, withoutUndefined({ region })).minimize();
    return new Intl.Locale(baseName, withoutUndefined({ hourCycle })).toString();
  } catch {
    return undefined;
  }
}
