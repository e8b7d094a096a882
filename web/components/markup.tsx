/**
 * HTML that the server made from an author's Markdown and has sanitised (server/curriculum/markdown.ts). The only place
 * where a page takes text as HTML; never hand it anything a learner wrote.
 */
export function Markup({ html, class: className, inline = false }: { html: string; class?: string; inline?: boolean }) {
  if (inline) return <span class={className} dangerouslySetInnerHTML={{ __html: html }} />;
  return <div class={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
