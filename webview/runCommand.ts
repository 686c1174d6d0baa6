import type { FromPanel } from '../src/panel/fromPanel';
import type { CommandName } from './composer/slashCommands';

/** Does what a person asks for by a command instead of saying it. */
export function runCommand(
  name: CommandName,
  rest: string,
  { post, isPlain }: { readonly post: (message: FromPanel) => void; readonly isPlain: boolean },
): void {
  switch (name) {
    case 'nick':
      post(rest === '' ? { type: 'command', command: 'tilde.setUsername' } : { type: 'rename', name: rest });
      return;
    case 'who':
      post({ type: 'members' });
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
