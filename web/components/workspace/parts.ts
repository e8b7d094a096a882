import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';

type QueryParts = typeof import('../query/parts.ts');
type ReportParts = typeof import('./report-parts.ts');

/**
 * Parts of a report that not every page needs. The server has them at hand; the browser loads them once the page stands
 * (those of every report) or when a database's answer is to be shown, or about to be. Until then plain text stands in their place, or nothing.
 */
export interface Parts extends Partial<QueryParts>, Partial<ReportParts> {
  /** Loads what shows the answers of databases, once. */
  loadQueryParts?: () => void;
}

export const PartsContext = createContext<Parts>({});

/** The parts there are; `wanted`: those for databases should come. */
export function useParts(wanted: unknown): Parts {
  const parts = useContext(PartsContext);
  useEffect(() => {
    if (wanted && !parts.ResultSets) parts.loadQueryParts?.();
  });
  return parts;
}
