import { html, svg, type TemplateResult } from 'lit/html.js';

/** An icon of 16 by 16 in the colour of the text around it. What it means stands beside it, or in its button's label. */
export const icon = (shapes: TemplateResult<2>): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${shapes}</svg>`;

export const copyIcon = icon(svg`<path d="M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3"></path>`);
/** A tick. */
export const doneShape = svg`<path d="m3 8.500 3.500 3.500L13 4.500"></path>`;
export const doneIcon = icon(doneShape);
export const insertIcon = icon(svg`<path d="M8 2.500v7.500M4.800 7 8 10.200 11.200 7M3 13.500h10"></path>`);
export const openIcon = icon(
  svg`<path d="M9.500 2.500h4v4M13.500 2.500 8 8M6.500 3.500h-4v10h10v-4"></path>`,
);
