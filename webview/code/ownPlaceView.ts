// Draws where quoted code is among this person's own files.
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PanelCode } from '../../src/panel/fromPanel';
import type { PanelCodePlace } from '../../src/panel/toPanel';
import type { PanelStrings } from '../../src/panel/strings';
import { fill } from '../wording/strings';

export interface OwnPlaceContext {
  readonly strings: PanelStrings;
  readonly act: {
    /** Goes to where that code is now. */
    goToCode(code: PanelCode): void;
    /** Shows that code beside this person's own lines. */
    compareCode(code: PanelCode): void;
  };
}

/** Whether there may be something to go to. */
export const canGoTo = (place: PanelCodePlace | undefined): boolean =>
  place !== undefined && place.found !== 'noFile';

export function ownPlaceView(
  code: PanelCode,
  place: PanelCodePlace,
  { strings, act }: OwnPlaceContext,
): TemplateResult {
  const words = ownPlaceText(place, strings);
  const commit = place.otherCommit === true;
  const isQuiet = place.found === 'here' || place.found === 'noFile';
  return html`<div class="code-own not-said">
    ${
      canGoTo(place)
        ? html`<button
              type="button"
              class="link"
              title=${strings.goToCode}
              @click=${() => act.goToCode(code)}
            >
              ${strings.goThere}</button
            ><button type="button" class="link" @click=${() => act.compareCode(code)}>
              ${strings.compareCode}
            </button>`
        : nothing
    }
    ${
      words === '' && !commit
        ? nothing
        : html`<span class="code-found ${isQuiet ? '' : 'code-uncertain'}"
            >${words}${words !== '' && commit ? ' · ' : nothing}${
              commit ? html`<span title=${strings.otherCommitText}>${strings.otherCommit}</span>` : nothing
            }</span
          >`
    }
  </div>`;
}

/** In a few words; nothing where the code is as and where it was said to be. */
function ownPlaceText(place: PanelCodePlace, strings: PanelStrings): string {
  switch (place.found) {
    case 'here':
    case 'late':
      return '';
    case 'moved':
      return fill(strings.codeMoved, { place: linesText(place, strings) });
    case 'changed':
      return fill(strings.codeNearly, { place: linesText(place, strings) });
    case 'perhaps':
      return fill(strings.codePerhaps, { place: linesText(place, strings) });
    case 'several':
      return strings.codeSeveral;
    case 'gone':
      return strings.codeGone;
    case 'noFile':
      return strings.codeNoFile;
    case 'unread':
      return strings.codeUnread;
  }
}

function linesText({ path, start = 1, end = start }: PanelCodePlace, strings: PanelStrings): string {
  const lines = start === end ? `${start}` : `${start}–${end}`;
  if (path !== undefined) return `${path}:${lines}`;
  return start === end ? fill(strings.line, { line: start }) : fill(strings.lines, { lines });
}
