import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

export interface Tab<Id extends string = string> {
  id: Id;
  title: ComponentChildren;
  /** The title in plain words, for the heading when everything is stacked. */
  heading: string;
  content: ComponentChildren;
}

interface TabsProps<Id extends string> {
  /** Begins the ids of the tabs and panels. */
  name: string;
  label: string;
  tabs: Tab<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
  /** Without a script nothing can be chosen: then all of it is shown, one below the other. */
  live: boolean;
  /** Stands at the end of the row of tabs. */
  aside?: ComponentChildren;
}

/** Tabs after the ARIA Authoring Practices: arrows move and choose at once, Home and End go to the ends. */
export function Tabs<Id extends string>({ name, label, tabs, chosen, onChoose, live, aside }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  if (!live) {
    return (
      <div class="tabs tabs--stacked">
        {tabs.map((tab) => (
          <section key={tab.id} aria-labelledby={`${name}-${tab.id}-heading`}>
            <h3 class="tabs__heading" id={`${name}-${tab.id}-heading`}>{tab.heading}</h3>
            {tab.content}
          </section>
        ))}
        {aside}
      </div>
    );
  }
  const move = (event: KeyboardEvent) => {
    const to = moved(tabs.findIndex(({ id }) => id === chosen), tabs.length, event.key);
    const tab = to === undefined ? undefined : tabs[to];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id);
    list.current?.querySelector<HTMLElement>(`#${name}-${tab.id}-tab`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tabs__bar">
        <div class="tabs__list" role="tablist" aria-label={label} ref={list}>
          {tabs.map(({ id, title }) => (
            <button
              key={id} type="button" role="tab" class="tabs__tab" id={`${name}-${id}-tab`}
              aria-selected={id === chosen} aria-controls={`${name}-${id}-panel`} tabIndex={id === chosen ? 0 : -1}
              onClick={() => onChoose(id)} onKeyDown={move}
            >
              {title}
            </button>
          ))}
        </div>
        {aside}
      </div>
      {tabs.map(({ id, content }) => (
        <div key={id} role="tabpanel" class="tabs__panel" id={`${name}-${id}-panel`} aria-labelledby={`${name}-${id}-tab`} hidden={id !== chosen} tabIndex={0}>
          {content}
        </div>
      ))}
    </div>
  );
}

/** The place an arrow, Home or End leads to; undefined for other keys. */
export function moved(from: number, many: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowRight': return (from + 1) % many;
    case 'ArrowLeft': return (from - 1 + many) % many;
    case 'Home': return 0;
    case 'End': return many - 1;
    default: return undefined;
  }
}
