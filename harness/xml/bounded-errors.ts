import * as libxml2 from 'libxml2-wasm/lib/libxml2.mjs';

type Collector = (index: number, error: number) => void;

// Exported but marked internal, so the typings leave it out.
const { addFunction, error, XmlErrorStruct } = libxml2 as typeof libxml2 & {
  addFunction: (collector: Collector, signature: 'vii') => number;
};

/** How many mistakes of one document are told; libxml2 goes on to the end, but nobody reads more. */
export const maxIssues = 100;

let bounded = false;

/**
 * Makes libxml2-wasm keep the first `maxIssues` errors of a document. Its own collector works out an
 * XPath for each, which walks over all siblings: 50,000 wrong elements in one array, which a hostile
 * server can send, took 46 s; with this they take as long as right ones. It is process-wide, like
 * the library.
 */
export function boundErrors(): void {
  if (bounded) return;
  bounded = true;
  error.errorCollector = addFunction((index, at) => {
    const details = error.storage.get(index);
    if (details.length >= maxIssues) return;
    details.push({
      message: XmlErrorStruct.message(at),
      level: XmlErrorStruct.level(at),
      line: XmlErrorStruct.line(at),
      col: XmlErrorStruct.col(at),
    });
  }, 'vii');
}
