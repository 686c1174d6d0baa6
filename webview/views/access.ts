import { html, svg, type TemplateResult } from 'lit/html.js';
import type { PanelRoom } from '../../src/panel/stateSchemas';
import type { PanelStrings } from '../../src/panel/strings';

const SHACKLES = { private: 'M5 7V5a3 3 0 0 1 6 0v2', open: 'M5 7V4a3 3 0 0 1 6 0' } as const;

/** A lock, closed or open, and in words who can join and read along. */
export function accessView({ access }: PanelRoom, strings: PanelStrings): TemplateResult {
  const label = access === 'private' ? strings.privateRoom : strings.openRoom;
  const text = access === 'private' ? strings.privateRoomText : strings.openRoomText;
  return html`<span class="access" data-access=${access} title=${`${label}. ${text}`}>
    <svg class="lock" viewBox="0 0 16 16" aria-hidden="true">
      ${svg`<path d=${SHACKLES[access]}></path><rect x="3" y="7" width="10" height="7" rx="1"></rect>`}
    </svg>
    <span class="visually-hidden">${label}. ${text}</span>
  </span>`;
}
