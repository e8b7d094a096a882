// Just enough reading of HTML for assertions about pages that preact-render-to-string wrote.

export interface Tag { name: string; attributes: Record<string, string> }

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

export function decode(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

/** Every opening tag in order. What stands inside a script element is not markup and is left out. */
export function tagsOf(html: string): Tag[] {
  const markup = html.replace(/(<script[^>]*>)[^]*?(?=<\/script>)/g, '$1');
  return [...markup.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(([, name = '', attributes = '']) => ({
    name,
    attributes: Object.fromEntries([...attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, decode(value)])),
  }));
}

/** What a reader sees or hears: text without tags, scripts and head, white space joined. */
export function textOf(html: string): string {
  const body = html.replace(/<head>[^]*?<\/head>/, '').replace(/<script[^>]*>[^]*?<\/script>/g, '');
  return decode(body.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim();
}

/** The part of the markup from the first element that carries `attribute` to the end of that element's first `</name>`. */
export function elementWith(html: string, attribute: string): string {
  const at = html.indexOf(attribute);
  if (at < 0) throw new Error(`nothing carries ${attribute}`);
  const start = html.lastIndexOf('<', at);
  const name = /^<([a-z0-9]+)/i.exec(html.slice(start))?.[1] ?? '';
  return html.slice(start, html.indexOf(`</${name}>`, start) + name.length + 3);
}
