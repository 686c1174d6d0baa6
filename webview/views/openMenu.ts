/** Opens the menu that a click with the other button opens, at what was clicked. VS Code draws it. */
export function openMenu(event: Event): void {
  event.stopPropagation();
  const { currentTarget: anchor } = event;
  if (!(anchor instanceof Element)) return;
  const { left: clientX, bottom: clientY } = anchor.getBoundingClientRect();
  anchor.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }));
}
