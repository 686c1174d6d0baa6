import { svg } from 'lit/html.js';
import { icon } from '../code/icons';

export const replyIcon = icon(svg`<path d="M6.5 4 2.5 8l4 4M2.5 8h7a4 4 0 0 1 4 4v1"></path>`);
export const editIcon = icon(
  svg`<path d="m3 13 .7-3L11 2.700l2.300 2.300L6 12.300zM9.500 4.200l2.300 2.300"></path>`,
);
export const closeIcon = icon(svg`<path d="m4 4 8 8m0-8-8 8"></path>`);
export const moreIcon = icon(svg`<path d="M3.500 8h.01M8 8h.01M12.500 8h.01" class="dots"></path>`);
export const reactIcon = icon(
  svg`<path d="M9.500 2.200a6 6 0 1 0 4.300 4.300M5.500 9.500a3 3 0 0 0 5 0M5.700 6.500h.01M9.700 6.500h.01M13 1.500v4M11 3.500h4"></path>`,
);
