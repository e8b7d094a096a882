import type { ComponentChildren } from 'preact';

interface ScrollTextProps { label: string; text: string; class: string; children?: ComponentChildren }

/** Text as it is (or `children`: the same text with links), in a box that scrolls. The box takes the focus so that a keyboard can scroll it (WCAG 2.1.1). */
export function ScrollText({ label, text, class: className, children }: ScrollTextProps) {
  const focusable = { role: 'group', tabIndex: 0, 'aria-label': label } as const;
  return <pre class={className} {...focusable}>{children ?? (text || ' ')}</pre>;
}
