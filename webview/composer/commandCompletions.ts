import type { PanelStrings } from '../../src/panel/strings';
import type { Completion } from './completer';
import { COMMAND_NAMES, type CommandName } from './slashCommands';

/** Commands that do nothing without more words. */
const NEEDS_WORDS: ReadonlySet<CommandName> = new Set(['me', 'nick', 'ignore']);

/** The commands that begin with `query`, each with what it does. */
export function commandCompletions(query: string, strings: PanelStrings): readonly Completion[] {
  const help: Readonly<Record<CommandName, string>> = {
    me: strings.meHelp,
    shrug: strings.shrugHelp,
    nick: strings.nickHelp,
    who: strings.whoHelp,
    ignore: strings.ignoreHelp,
    raw: strings.rawHelp,
    leave: strings.leaveHelp,
    help: strings.helpHelp,
  };
  return COMMAND_NAMES.filter((name) => name.startsWith(query.toLowerCase())).map((name) => ({
    label: `/${name}`,
    detail: help[name],
    text: NEEDS_WORDS.has(name) ? `/${name} ` : `/${name}`,
  }));
}
