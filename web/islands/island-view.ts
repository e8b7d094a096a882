/** What the server rendered the page's island from; undefined on a page without one. */
export function readIslandView<View>(): View | undefined {
  const element = document.getElementById('island-view');
  return element ? (JSON.parse(element.textContent) as View) : undefined;
}
