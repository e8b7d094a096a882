// Imported before Monaco, which writes <style> elements and knows no nonce: they get the page's own, so that the content
// security policy can do without 'unsafe-inline' for them. Markup that somebody smuggled in (innerHTML, a parsed page)
// never comes through here.

const nonce = document.querySelector('script')?.nonce;
const { createElement } = Document.prototype;

Object.defineProperty(document, 'createElement', {
  configurable: true,
  writable: true,
  value(this: Document, ...args: Parameters<typeof createElement>): HTMLElement {
    const element = createElement.apply(this, args);
    if (nonce && element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  },
});
