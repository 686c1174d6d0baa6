import type { Destination, FromPanel } from '../src/panel/fromPanel';
import type { CommandName, CommandWords } from './composer/slashCommands';

export interface RunCommandParts {
  readonly post: (message: FromPanel) => void;
  readonly isPlain: boolean;
  /** Where the command was written. */
  readonly from: Destination;
}

/** Does what a person asks for by a command instead of saying it. */
export function runCommand(
  name: CommandName,
  { rest, mentions, picked }: CommandWords,
  { post, isPlain, from }: RunCommandParts,
): void {
  switch (name) {
    case 'nick':
      post(rest === '' ? { type: 'command', command: 'tilde.setUsername' } : { type: 'rename', name: rest });
      return;
    case 'who':
      post({ type: 'members' });
      return;
    case 'msg':
      // the text goes back where it was written, if that cannot be done
      post({
        type: 'direct',
        draft: { ...from, text: `/msg ${rest}` },
        words: rest,
        mentions: [...mentions],
        ...(picked && { picked }),
      });
      return;
    case 'ignore':
      post({ type: 'ignore', name: rest });
      return;
    case 'raw':
      post({ type: 'plain', on: !isPlain });
      return;
    case 'leave':
      post({ type: 'command', command: 'tilde.leave' });
      return;
    // the composer sees to these
    case 'me':
    case 'shrug':
    case 'help':
      return;
  }
}
