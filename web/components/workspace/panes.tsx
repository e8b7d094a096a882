import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { readStored, writeStored } from './browser-drafts.ts';

interface SeparatorProps {
  /** The pane whose size it sets: names the custom property, and what is kept in this browser. */
  pane: string;
  label: string;
  controls: string;
  /** `vertical`: a line from top to bottom, moved by left and right. */
  orientation: 'vertical' | 'horizontal';
  /** Sizes in percent of the whole; a collapsed pane has none. */
  initial: number;
  least: number;
  most: number;
  /** Whether the pane stands after the separator, so that it grows when the line moves back. */
  reversed?: boolean;
}

const STEP = 2;

/**
 * The movable line between two panes, after the ARIA Authoring Practices' window splitter: arrows move it, Home and End
 * go to its ends, Enter collapses the pane and brings it back. Its size goes to the parent as a custom property
 * (`--<pane>-size`, percent) and is kept in this browser.
 */
export function Separator({ pane, label, controls, orientation, initial, least, most, reversed = false }: SeparatorProps) {
  const line = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(initial);
  const [collapsed, setCollapsed] = useState(false);
  const storeKey = `groundwork-pane:${pane}`;

  useEffect(() => {
    const kept = Number(readStored(storeKey));
    if (kept >= least && kept <= most) setSize(kept);
    if (readStored(`${storeKey}:collapsed`) === 'yes') setCollapsed(true);
  }, []);

  useEffect(() => {
    const parent = line.current?.parentElement;
    parent?.style.setProperty(`--${pane}-size`, `${collapsed ? 0 : size}%`);
    parent?.toggleAttribute(`data-${pane}-collapsed`, collapsed);
  }, [size, collapsed]);

  const resize = (to: number) => {
    const next = Math.min(most, Math.max(least, Math.round(to * 10) / 10));
    setSize(next);
    setCollapsed(false);
    writeStored(storeKey, String(next));
    writeStored(`${storeKey}:collapsed`, 'no');
  };
  const collapse = (to: boolean) => {
    setCollapsed(to);
    writeStored(`${storeKey}:collapsed`, to ? 'yes' : 'no');
  };

  const keyed = (event: KeyboardEvent) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : reversed ? ['ArrowDown', 'ArrowUp'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === less) resize(size - STEP);
    else if (event.key === more) resize(collapsed ? size : size + STEP);
    else if (event.key === 'Home') resize(least);
    else if (event.key === 'End') resize(most);
    else if (event.key === 'Enter') collapse(!collapsed);
    else return;
    event.preventDefault();
  };

  const dragged = (event: PointerEvent) => {
    if (!line.current?.hasPointerCapture(event.pointerId) || !line.current.parentElement) return;
    const box = line.current.parentElement.getBoundingClientRect();
    const share = orientation === 'vertical' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    const percent = 100 * (reversed ? 1 - share : share);
    if (percent < least / 2) collapse(true);
    else resize(percent);
  };

  const splitter: HTMLAttributes<HTMLDivElement> = {
    role: 'separator', tabIndex: 0, title: 'Drag to resize, double-click to collapse',
    'aria-label': label, 'aria-controls': controls, 'aria-orientation': orientation,
    'aria-valuenow': collapsed ? 0 : Math.round(size), 'aria-valuemin': 0, 'aria-valuemax': most,
    onKeyDown: keyed,
    onPointerMove: dragged,
    onDblClick: () => collapse(!collapsed),
    onPointerDown: (event) => {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.focus();
    },
  };
  return <div ref={line} class={`separator separator--${orientation}`} {...splitter} />;
}

export type PaneName = 'task' | 'code' | 'results';

/** In narrow windows one pane shows at a time. Before a script comes these are links to what stands below. */
export function PaneTabs({ live, chosen, onChoose, titles }: { live: boolean; chosen: PaneName; onChoose: (pane: PaneName) => void; titles: Record<PaneName, ComponentChildren> }) {
  const names: PaneName[] = ['task', 'code', 'results'];
  return (
    <nav class="pane-tabs" aria-label="Parts of the exercise">
      {names.map((name) => (
        <a
          key={name} class="pane-tabs__tab" href={`#${name}`} aria-current={live && chosen === name ? 'true' : undefined}
          onClick={(event) => { if (live) { event.preventDefault(); onChoose(name); } }}
        >
          {titles[name]}
        </a>
      ))}
    </nav>
  );
}
