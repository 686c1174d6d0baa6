import * as vscode from 'vscode';
import type { ServerProblem } from '../../hosting/serverFailure';

const { t } = vscode.l10n;

const SENTENCES: Readonly<Record<ServerProblem, () => string>> = {
  timeout: () => t('The server did not start in time. Try again; the log says more.'),
  ended: () => t('The server stopped before the room was open. Try again; the log says more.'),
  'not-running': () => t('The server of the room is not running. Try again in a moment.'),
  'no-answer': () => t('The server of the room does not answer. Try again in a moment.'),
  closed: () => t('The room has been closed in the meantime.'),
  'no-tls': () => t('This editor cannot host private rooms: its TLS lacks what they need. Update it.'),
};

const SYSTEM_SENTENCES: Readonly<Record<string, () => string>> = {
  EADDRINUSE: () => t('Another program is using the port. Choose another one.'),
  EACCES: () => t('The system does not allow it. Ask whoever looks after the computer on which Tilde runs.'),
  EADDRNOTAVAIL: () =>
    t('The computer on which Tilde runs does not have that address. Check its network connection.'),
  ENOENT: () => t('A file is missing. Install Tilde again.'),
  ENOSPC: () => t('The disk is full.'),
};

/** Why the server of a hosted room did not do what it was asked to: a sentence. */
export function serverSentence(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, () => string>> = { ...SENTENCES, ...SYSTEM_SENTENCES };
  const sentence = known[code]?.();
  if (sentence !== undefined) return sentence;
  return code === '' || code === 'undefined' ? t('The log says more.') : t('The system says: {0}.', code);
}
