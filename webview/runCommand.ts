import type { Destination, FromPanel } from '../src/panel/fromPanel';
import type { CommandName, CommandWords } from './composer/completion/slashCommands';

export interface RunCommandParts {
  readonly post: (message: FromPanel) => void;
  readonly isPlain: boolean;
  /** Where the command was written. */
  readonly from: Destination;
}

/** Does what a person asks for by a command instead of saying it. */
export function runCommand(
  name: CommandName,
  { picked, ...words }: CommandWords,
  { post, isPlain, from }: RunCommandParts,
): void {
  const { text } = words;
  switch (name) {
    case 'nick':
      post(text === '' ? { type: 'command', command: 'tilde.setUsername' } : { type: 'rename', name: text });
      return;
    case 'who':
      post({ type: 'members' });
      return;
    case 'msg':
      // the text goes back where it was written, if that cannot be done
      post({
        type: 'direct',
        draft: { ...from, ...words, text: `/msg ${text}` },
        words: text,
        ...(picked && { picked }),
      });
      return;
    case 'ignore':
      post({ type: 'ignore', name: text });
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
