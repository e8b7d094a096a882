/** Marks the heading that is being read in the list beside the prose: the last one that has passed the upper third of the window. */
export function followReadingPlace(): void {
  const places = [...document.querySelectorAll<HTMLAnchorElement>('.on-this-page a')].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = innerHeight / 3;
    const current = places.findLast(({ heading }) => heading.getBoundingClientRect().top < line);
    for (const place of places) place.link.toggleAttribute('data-reading', place === current);
  };
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  }, { passive: true });
  mark();
}
