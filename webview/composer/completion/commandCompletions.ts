import type { PanelStrings } from '../../../src/panel/strings';
import type { Completion } from './completer';
import { COMMAND_NAMES, type CommandName, plainCommand } from './slashCommands';

/** Commands that do nothing without more words. */
const NEEDS_WORDS: ReadonlySet<CommandName> = new Set(['me', 'nick', 'msg', 'ignore']);

/**
 * The commands that begin with `query`, each with what it does.
 * @param isBasic on an original server, where nothing can be said to one member alone
 */
export function commandCompletions(
  query: string,
  isBasic: boolean,
  strings: PanelStrings,
): readonly Completion[] {
  const help: Readonly<Record<CommandName, string>> = {
    me: strings.meHelp,
    shrug: strings.shrugHelp,
    nick: strings.nickHelp,
    who: strings.whoHelp,
    msg: strings.msgHelp,
    ignore: strings.ignoreHelp,
    raw: strings.rawHelp,
    leave: strings.leaveHelp,
    help: strings.helpHelp,
  };
  const possible = COMMAND_NAMES.filter((name) => name !== 'msg' || !isBasic);
  return possible
    .filter((name) => name.startsWith(plainCommand(query)))
    .map((name) => ({
      label: `/${name}`,
      detail: help[name],
      text: NEEDS_WORDS.has(name) ? `/${name} ` : `/${name}`,
    }));
}
