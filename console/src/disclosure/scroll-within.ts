/** Scrolls a pane, and only the pane, so that an element in it is seen: `scrollIntoView` would move the page as well. */
export function scrollWithin(pane: HTMLElement, element: HTMLElement, where: 'center' | 'nearest'): void {
  const outer = pane.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  const top = inner.top - outer.top + pane.scrollTop;
  if (where === 'center') pane.scrollTop = top - (outer.height - inner.height) / 2;
  else if (inner.top < outer.top) pane.scrollTop = top - STICKY_HEAD;
  else if (inner.bottom > outer.bottom) pane.scrollTop = top - outer.height + inner.height;
}

/** Height of the pane's own heading, which stays at its top. */
const STICKY_HEAD = 36;
