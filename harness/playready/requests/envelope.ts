import { protocols } from '../namespaces.ts';

/**
 * A SOAP 1.1 envelope around the element of an operation, with the declarations of Microsoft's sample
 * (PlayReady-facts 1.6) and no white space between elements.
 *
 * @param operation - the element below Body, in the namespace of the protocols
 * @param content - XML text that stands in it
 */
export function writeEnvelope(operation: string, content: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><${operation} xmlns="${protocols}">${content}</${operation}></soap:Body></soap:Envelope>`;
}

/** An element with text, already escaped, or XML in it; none for undefined. */
export function elementText(name: string, content: string | undefined): string {
  return content === undefined ? '' : `<${name}>${content}</${name}>`;
}
