import * as vscode from 'vscode';
import { parseUrl } from '../../base/parseUrl';

/** What may be opened of all that somebody said. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** Has VS Code open an address: it asks whether to, unless the person trusts the site. Any other kind is not opened. */
export async function openLink(url: string): Promise<void> {
  if (!SCHEMES.has(parseUrl(url)?.protocol ?? '')) return;
  // The text itself: a `Uri` writes what is escaped in an address in another way, and VS Code takes either.
  await vscode.env.openExternal(url as unknown as vscode.Uri);
}
