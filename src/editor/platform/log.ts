import type * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import { defineCommand } from './command';
import { withoutMarkdown } from './harmless';

export const showLogCommand = defineCommand({
  id: 'tilde.showLog',
  run: ({ log }: { readonly log: vscode.LogOutputChannel }) => log.show(),
});

/** Control characters but TAB, and what reorders a line: text from the network must not pose as a line of its own. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Longest line that is written, in UTF-16 units: more than anybody reads. */
const MAX_LINE = 4000;
const shown = (text: string): string =>
  withoutMarkdown(
    text
      .slice(0, MAX_LINE)
      .replace(MISLEADING, (char) =>
        char === '\t' ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
      ),
  );

/** The output channel as a logger for the floors below. The person sets the level in VS Code. */
export function createLog(channel: vscode.LogOutputChannel): Logger {
  return {
    trace: (message) => channel.trace(shown(message)),
    info: (message) => channel.info(shown(message)),
    warn: (message) => channel.warn(shown(message)),
    error: (message) => channel.error(shown(message)),
  };
}
