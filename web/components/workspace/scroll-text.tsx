interface ScrollTextProps { label: string; text: string; class: string }

/** Text as it is, in a box that scrolls. The box takes the focus so that a keyboard can scroll it (WCAG 2.1.1). */
export function ScrollText({ label, text, class: className }: ScrollTextProps) {
  const focusable = { role: 'group', tabIndex: 0, 'aria-label': label } as const;
  return <pre class={className} {...focusable}>{text || ' '}</pre>;
}
