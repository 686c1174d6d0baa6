import * as vscode from 'vscode';
import { type PanelStringKey, type PanelStrings, panelStrings } from '../../panel/strings';

const { t } = vscode.l10n;

/**
 * The sentences of the panel in the editor's language.
 * @param remote what sentences call the computer this runs on, where it is not the person's own
 */
export function localizedStrings(remote: string | undefined): PanelStrings {
  const localized = Object.entries(panelStrings).map(([key, english]) => [key, vscode.l10n.t(english)]);
  const strings = Object.fromEntries(localized) as Record<PanelStringKey, string>;
  if (remote === undefined) return strings;
  return {
    ...strings,
    idleText: t(
      'No account, no cloud, no internet. Host a room on {0}, or join the room of a teammate.',
      remote,
    ),
  };
}
