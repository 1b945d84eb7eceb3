import {
  attributeOf,
  childrenNamed,
  optionalChild,
  requiredAttribute,
  requiredChild,
  textOf,
} from './navigate.ts';
import { element, type XrmlNode } from './node.ts';
import { parsePublicKey, publicKeyElement } from './public-key.ts';
import { samePublicKey, type RsaPublicKey } from './rsa.ts';

export interface SecurityLevel {
  readonly name: string;
  readonly value: string;
}

/** What an OBJECT element says (MS-RMPR 2.2.9.1.4 and wherever an object stands). */
export interface XrmlObject {
  readonly objectType?: string;
  readonly idType: string;
  readonly id: string;
  readonly name?: string;
  /** The first ADDRESS that is no alias. */
  readonly address?: string;
  /** ADDRESSes of the type email_alias (2.2.9.1.9, 2.2.9.5.4). */
  readonly aliases?: readonly string[];
}

/** An ISSUER, or the PRINCIPAL in ISSUEDPRINCIPALS (MS-RMPR 2.2.9.1.5, 2.2.9.1.11). */
export interface Principal extends XrmlObject {
  readonly publicKey: RsaPublicKey;
  readonly securityLevels: readonly SecurityLevel[];
}

/**
 * Reads an OBJECT element.
 *
 * @throws XrmlError when it has no ID with a type.
 */
export function parseObject(node: XrmlNode): XrmlObject {
  const objectType = attributeOf(node, 'type');
  const id = requiredChild(node, 'ID');
  const name = optionalChild(node, 'NAME');
  const isAlias = (child: XrmlNode): boolean => attributeOf(child, 'type') === 'email_alias';
  const addresses = childrenNamed(node, 'ADDRESS');
  const address = addresses.find(child => !isAlias(child));
  const aliases = addresses.filter(isAlias);
  return {
    ...(objectType !== undefined && { objectType }),
    idType: requiredAttribute(id, 'type'),
    id: textOf(id),
    ...(name && { name: textOf(name) }),
    ...(address && { address: textOf(address) }),
    ...(aliases.length > 0 && { aliases: aliases.map(textOf) }),
  };
}

/** An OBJECT element: ID, then NAME, a URL and email aliases as ADDRESS, where given. */
export function objectElement(object: XrmlObject): XrmlNode {
  return element(
    'OBJECT',
    object.objectType === undefined ? [] : [['type', object.objectType]],
    element('ID', [['type', object.idType]], object.id === '' ? undefined : object.id),
    object.name === undefined ? undefined : element('NAME', [], object.name),
    object.address === undefined
      ? undefined
      : element('ADDRESS', [['type', 'URL']], object.address),
    ...(object.aliases ?? []).map(alias => element('ADDRESS', [['type', 'email_alias']], alias)),
  );
}

/**
 * Reads the OBJECT, PUBLICKEY and SECURITYLEVEL elements of an ISSUER or PRINCIPAL.
 *
 * @throws XrmlError when the OBJECT or the PUBLICKEY is missing or wrong.
 */
export function parsePrincipal(node: XrmlNode): Principal {
  return {
    ...parseObject(requiredChild(node, 'OBJECT')),
    publicKey: parsePublicKey(requiredChild(node, 'PUBLICKEY')),
    securityLevels: parseSecurityLevels(node),
  };
}

/** OBJECT, PUBLICKEY and SECURITYLEVELs of an ISSUER or PRINCIPAL (MS-RMPR 2.2.9.1.5, 2.2.9.1.11). */
export function principalElements(principal: Principal): readonly XrmlNode[] {
  return [
    objectElement(principal),
    publicKeyElement(principal.publicKey),
    ...principal.securityLevels.map(securityLevelElement),
  ];
}

/** A SECURITYLEVEL element (MS-RMPR 2.2.9.1.10). */
export function securityLevelElement({ name, value }: SecurityLevel): XrmlNode {
  return element('SECURITYLEVEL', [
    ['name', name],
    ['value', value],
  ]);
}

/** The SECURITYLEVEL elements directly below `node`, in order. */
export function parseSecurityLevels(node: XrmlNode): readonly SecurityLevel[] {
  return childrenNamed(node, 'SECURITYLEVEL').map(level => ({
    name: requiredAttribute(level, 'name'),
    value: requiredAttribute(level, 'value'),
  }));
}

/**
 * Whether two principals are the same: type and value of the ID, size and value of the modulus
 * (MS-RMSI 3.2.4.1). GUIDs are compared without regard to case.
 */
export function samePrincipal(a: Principal, b: Principal): boolean {
  const normal = (id: string): string => (a.idType === 'MS-GUID' ? id.toLowerCase() : id);
  return (
    a.idType === b.idType &&
    normal(a.id) === normal(b.id) &&
    samePublicKey(a.publicKey, b.publicKey)
  );
}
