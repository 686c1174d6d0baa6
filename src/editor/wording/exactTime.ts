/**
 * Date and time to the second.
 * @param at milliseconds since the epoch
 * @param language a BCP 47 tag
 */
export function exactTime(at: number, language: string): string {
  // a time beyond what dates can hold is a peer's nonsense, not a reason to show nothing at all
  if (Number.isNaN(new Date(at).getTime())) return '?';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}
