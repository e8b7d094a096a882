import type { ComponentChildren } from 'preact';

/** A box that scrolls sideways what is wider than it. It takes the focus so that a keyboard can scroll it (WCAG 2.1.1). */
export function ScrollBox({ label, class: className, children }: { label: string; class: string; children: ComponentChildren }) {
  const focusable = { role: 'group', tabIndex: 0, 'aria-label': label } as const;
  return <div class={className} {...focusable}>{children}</div>;
}
