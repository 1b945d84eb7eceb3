import { envelopeNamespace } from '../soap/version.ts';
import { escapeAttribute, escapeText } from '../xml/escape.ts';
import { childNodes, type MessageNode } from './message-node.ts';

const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * A message as indented text, two blanks a level, without XML declaration. Every element has a prefix
 * (`soap`, `rms` for the service, `other` elsewhere) and there is no default namespace, so that an
 * XrML certificate, which is in no namespace, can be inserted as it is, byte for byte. Text keeps
 * to its element's line.
 */
export function serializeMessage(envelope: MessageNode, serviceNamespace: string): string {
  const prefixes = new Map<string, string>([
    ...Object.values(envelopeNamespace).map(namespace => [namespace, 'soap'] as const),
    [serviceNamespace, 'rms'],
  ]);
  const declarations = [
    declaration('soap', envelope.namespace),
    declaration('rms', serviceNamespace),
    ...(holdsNil(envelope) ? [declaration('xsi', instanceNamespace)] : []),
  ];
  const write = (node: MessageNode, outerOther: string, indent: string): string => {
    const prefix = prefixes.get(node.namespace) ?? 'other';
    const other = prefix === 'other' ? node.namespace : outerOther;
    const name = `${prefix}:${node.name}`;
    const attributes = [
      ...(node === envelope ? declarations : []),
      ...(other === outerOther ? [] : [declaration('other', other)]),
      ...(node.nil === true ? ['xsi:nil="true"'] : []),
    ];
    const separator = node === envelope ? `\n${indent}    ` : ' ';
    const tag = [name, ...attributes].join(separator);
    if (node.content.length === 0) return `${indent}<${tag}/>\n`;
    if (typeof node.content === 'string')
      return `${indent}<${tag}>${escapeText(node.content)}</${name}>\n`;
    const children = node.content.map(child => write(child, other, `${indent}  `)).join('');
    return `${indent}<${tag}>\n${children}${indent}</${name}>\n`;
  };
  return write(envelope, '', '');
}

function declaration(prefix: string, namespace: string): string {
  return `xmlns:${prefix}="${escapeAttribute(namespace)}"`;
}

function holdsNil(node: MessageNode): boolean {
  return node.nil === true || childNodes(node).some(holdsNil);
}
