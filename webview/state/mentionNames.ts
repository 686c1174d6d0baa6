import type { PanelEntry, PanelMention } from '../../src/panel/entrySchemas';

type Renamed = readonly { readonly mid: string; readonly name: string }[];

/** The entries, where mentions of these members show their new names. An entry without any is the same object. */
export function withNames(entries: readonly PanelEntry[], renamed: Renamed): readonly PanelEntry[] {
  const names = new Map(renamed.map(({ mid, name }) => [mid, name]));
  const isOld = ({ mid, now }: PanelMention): boolean => (names.get(mid) ?? now) !== now;
  const named = (mentions: readonly PanelMention[]): PanelMention[] =>
    mentions.map((one) => ({ ...one, now: names.get(one.mid) ?? one.now }));
  return entries.map((entry) => {
    if (entry.kind === 'notice') return entry;
    const { mentions, unsentEdit } = entry;
    if (![...(mentions ?? []), ...(unsentEdit?.mentions ?? [])].some(isOld)) return entry;
    return {
      ...entry,
      ...(mentions && { mentions: named(mentions) }),
      ...(unsentEdit?.mentions && {
        unsentEdit: { ...unsentEdit, mentions: named(unsentEdit.mentions) },
      }),
    };
  });
}
