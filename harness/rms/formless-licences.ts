import type { Kit } from './kit.ts';
import type { SealedLicence } from './licences.ts';
import type { Tampering } from './tamper.ts';

const enablingBits = /<ENABLINGBITS\b[\s\S]*?<\/ENABLINGBITS>/;

/**
 * XrML that is no publishing license, or that lacks what a server cannot do without (MS-RMPR 2.2.9.7):
 * nothing at all, another certificate, and a license whose content key nobody can have.
 */
export function formlessLicences(
  licence: SealedLicence,
  { certificates }: Pick<Kit, 'certificates'>,
): readonly Tampering[] {
  const [certificate = ''] = certificates();
  const { xml } = licence;
  return [
    { what: 'an empty XrML element', xml: '<XrML/>' },
    { what: "the server's certificate", xml: certificate },
    { what: 'a license without ENABLINGBITS', xml: xml.replace(enablingBits, '') },
    {
      what: 'a license with ENABLINGBITS that are no base64',
      xml: xml.replace(enablingBits, bits => bits.replace(/>[^<]*<\/VALUE>/, '>*</VALUE>')),
    },
  ].map(({ what, xml: text }) => ({ what, licence: { ...licence, xml: text } }));
}
