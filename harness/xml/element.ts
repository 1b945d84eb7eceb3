/**
 * An element of a parsed message: a plain, immutable tree, so that nothing outlives libxml2's
 * document. Names are split from their prefixes; `namespace` is `''` for no namespace.
 */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly prefix: string;
  readonly attributes: readonly XmlAttribute[];
  /** Element children, in document order. */
  readonly children: readonly XmlElement[];
  /** All character data directly below this element, concatenated, white space kept. */
  readonly text: string;
  /** 1-based line in the document. */
  readonly line: number;
  /** The path from the root with positions, e.g. `/soap:Envelope/soap:Body[1]`, for messages. */
  readonly path: string;
  /**
   * Namespace per prefix in scope here, `''` being the default namespace: what a QName in content
   * (a faultcode, an xsi:type) needs. A parsed element always has it; one built by hand may not.
   */
  readonly namespaces?: ReadonlyMap<string, string>;
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** The first child with this name (and namespace, when given). */
export function child(
  element: XmlElement,
  name: string,
  namespace?: string,
): XmlElement | undefined {
  return children(element, name, namespace)[0];
}

/** All children with this name (and namespace, when given), in order. */
export function children(
  element: XmlElement,
  name: string,
  namespace?: string,
): readonly XmlElement[] {
  return element.children.filter(
    candidate =>
      candidate.name === name && (namespace === undefined || candidate.namespace === namespace),
  );
}

/** The value of an attribute, or undefined; without a namespace, one in no namespace. */
export function attribute(element: XmlElement, name: string, namespace = ''): string | undefined {
  return element.attributes.find(
    candidate => candidate.name === name && candidate.namespace === namespace,
  )?.value;
}

/** All elements below this one, in document order, without itself. */
export function descendants(element: XmlElement): readonly XmlElement[] {
  return element.children.flatMap(next => [next, ...descendants(next)]);
}
