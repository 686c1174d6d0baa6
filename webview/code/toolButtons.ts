import { html, nothing, type TemplateResult } from 'lit/html.js';

/** A button of a toolbar. */
export interface Tool {
  readonly label: string;
  readonly content: unknown;
  /** Whether it is pressed in; not set: that is nothing it can be. */
  readonly isOn?: boolean;
  readonly run: (event: Event) => void;
}

/** The buttons of a toolbar, which is one stop of the Tab key. */
export const toolButtons = (tools: readonly Tool[]): readonly TemplateResult[] =>
  tools.map(
    ({ label, content, isOn, run }, index) =>
      html`<button
        type="button"
        class="tool"
        tabindex=${index === 0 ? 0 : -1}
        aria-label=${label}
        aria-pressed=${isOn ?? nothing}
        title=${label}
        @click=${run}
      >
        ${content}
      </button>`,
  );
