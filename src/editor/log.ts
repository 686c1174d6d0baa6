import type * as vscode from 'vscode';
import type { Logger } from '../base/logger';
import { withoutMarkdown } from './harmless';

/** Control characters but TAB, and what reorders a line: text from the network must not pose as another line. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const shown = (text: string): string =>
  withoutMarkdown(
    text.replace(MISLEADING, (char) =>
      char === '\t' ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
    ),
  );

/** The output channel, as the floors below know a log. The person chooses the level, with VS Code's own means. */
export function createLog(channel: vscode.LogOutputChannel): Logger {
  return {
    trace: (message) => channel.trace(shown(message)),
    info: (message) => channel.info(shown(message)),
    warn: (message) => channel.warn(shown(message)),
    error: (message) => channel.error(shown(message)),
  };
}
