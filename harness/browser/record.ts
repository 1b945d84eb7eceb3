import { printable } from '../discovery/printable.ts';
import {
  mostCalls,
  mostOfOneKind,
  type PageEvent,
  type PageEventKind,
  type StoreLicenseCall,
} from './watched-page.ts';

/** Keeps what a page did, bounded, however much that is. */
export interface PageRecord {
  readonly calls: readonly StoreLicenseCall[];
  readonly callCount: number;
  readonly events: readonly PageEvent[];
  /** Everything that was reported, also what is not kept. */
  readonly reports: number;
  /** Settles when watching makes no sense any more: after a flood of reports, or a crash. */
  readonly over: Promise<void>;
  note(kind: PageEventKind, detail: string): void;
  addCall(call: StoreLicenseCall): void;
  /** Counts something that is told later, or not at all. */
  count(): void;
}

/** Reports after which a page counts as a flood: the most that it may cost us. */
export const mostReports = 2_000;

/** Begins a record. */
export function startRecord(): PageRecord {
  const calls: StoreLicenseCall[] = [];
  const events: PageEvent[] = [];
  let callCount = 0;
  let reports = 0;
  let end: () => void = () => undefined;
  const over = new Promise<void>(resolve => {
    end = resolve;
  });
  const keep = (kind: PageEventKind, text: string): void => {
    const detail = printable(text);
    const ofKind = events.filter(event => event.kind === kind);
    if (ofKind.length >= mostOfOneKind || ofKind.some(event => event.detail === detail)) return;
    events.push({ kind, detail });
  };
  const count = (): void => {
    reports += 1;
    if (reports !== mostReports) return;
    keep('flood', `${mostReports} things happened, and the page was not watched any longer.`);
    end();
  };
  return {
    calls,
    events,
    over,
    count,
    get callCount() {
      return callCount;
    },
    get reports() {
      return reports;
    },
    note(kind, detail) {
      keep(kind, detail);
      count();
      if (kind === 'crash') end();
    },
    addCall(call) {
      callCount += 1;
      if (calls.length < mostCalls) calls.push(call);
      count();
    },
  };
}
