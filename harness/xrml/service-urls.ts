import { childrenNamed, requiredChild } from './navigate.ts';
import { element, type XrmlNode } from './node.ts';
import { objectElement, parseObject } from './principal.ts';

/** What a service is reached under; the extranet URL is optional (MS-RMPR 2.2.9.5.3, 2.2.9.6.3). */
export interface ServiceUrls {
  readonly intranet: string;
  readonly extranet?: string;
}

/** The type, GUID and name that DISTRIBUTIONPOINTs of a service have. */
interface ServicePoints {
  readonly name: string;
  readonly intranet: { readonly type: string; readonly guid: string };
  readonly extranet: { readonly type: string; readonly guid: string };
}

/** Where accounts are certified (2.2.9.5.3); Windows has one GUID for both (note 16). */
export const certificationPoints: ServicePoints = {
  name: 'Microsoft Identity Certification Server',
  intranet: { type: 'Activation', guid: '{8BA9EA80-99E4-4a2b-9764-4CD84F77C3A0}' },
  extranet: { type: 'Extranet-Activation', guid: '{8BA9EA80-99E4-4a2b-9764-4CD84F77C3A0}' },
};

/** Where use licenses are to be had (2.2.9.6.3); the GUIDs are those of Windows (note 21). */
export const licensingPoints: ServicePoints = {
  name: 'DRM Server Cluster',
  intranet: { type: 'License-Acquisition-URL', guid: '{0F45FD50-383B-43EE-90A4-ED013CD0CFE5}' },
  extranet: {
    type: 'Extranet-License-Acquisition-URL',
    guid: '{94BF969A-CA04-44d6-AA96-51071281FEF2}',
  },
};

/** The DISTRIBUTIONPOINT elements of a service: intranet, then extranet when there is one. */
export function distributionPointElements(
  points: ServicePoints,
  urls: ServiceUrls,
): readonly XrmlNode[] {
  return (['intranet', 'extranet'] as const).flatMap(side => {
    const address = urls[side];
    if (address === undefined) return [];
    const { type: objectType, guid: id } = points[side];
    const object = { objectType, idType: 'MS-GUID', id, name: points.name, address };
    return [element('DISTRIBUTIONPOINT', [], objectElement(object))];
  });
}

/**
 * The URLs that the DISTRIBUTIONPOINTs directly below a BODY give for a service; of several of one
 * type, the first.
 *
 * @throws XrmlError when a DISTRIBUTIONPOINT has no OBJECT with an ID.
 */
export function parseServiceUrls(points: ServicePoints, body: XrmlNode): Partial<ServiceUrls> {
  const objects = childrenNamed(body, 'DISTRIBUTIONPOINT').map(point =>
    parseObject(requiredChild(point, 'OBJECT')),
  );
  const url = (type: string): string | undefined =>
    objects.find(object => object.objectType === type)?.address;
  const intranet = url(points.intranet.type);
  const extranet = url(points.extranet.type);
  return {
    ...(intranet !== undefined && { intranet }),
    ...(extranet !== undefined && { extranet }),
  };
}
