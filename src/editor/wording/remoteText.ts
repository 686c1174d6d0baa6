import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** What people call the kinds of computers that VS Code can work on from afar, by its own names for them. */
const NAMES: Readonly<Record<string, () => string>> = {
  wsl: () => t('WSL'),
  'ssh-remote': () => t('the SSH host'),
  'dev-container': () => t('the container'),
  'attached-container': () => t('the container'),
  'k8s-container': () => t('the container'),
  codespaces: () => t('the codespace'),
  tunnel: () => t('the computer behind the tunnel'),
};

/**
 * The computer that the extension runs on, in a form that sentences can hold: "on the container".
 * @param remoteName VS Code's name for it; for an editor in a browser that is the address of its server
 */
export function remoteText(remoteName: string): string {
  const known = Object.hasOwn(NAMES, remoteName) ? NAMES[remoteName] : undefined;
  if (known) return known();
  return /[.:]|^localhost$/.test(remoteName) ? t('the server of this editor') : t('the remote computer');
}
