import { invalid, valid, type SchemaDocument } from './schema-document.ts';

const cert = 'http://schemas.microsoft.com/DRM/2004/02/cert';
const level = '<c:SecurityLevel>2000</c:SecurityLevel>';
const key = (text = '<c:KeyValue/>') => `<c:PublicKey>${text}</c:PublicKey>`;
const certificate = (text = level + key()) =>
  `<c:Certificate><c:Data>${text}</c:Data></c:Certificate>`;
const collection = (text = certificate(), version = 'c:Version="2.0"') =>
  `<c:CertificateCollection xmlns:c="${cert}" ${version}>${text}</c:CertificateCollection>`;
const rsa = '<RSAKeyValue><Modulus>AA==</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>';

const top = '/c:CertificateCollection';
const inData = `${top}/c:Certificate[1]/c:Data[1]`;

/** Machine certificates of version 11. */
export const collections: readonly SchemaDocument[] = [
  ...valid('CertificateCollection', {
    'what is known': collection(),
    'two Certificates': collection(certificate() + certificate()),
    'no prefix': collection()
      .replaceAll('<c:', '<')
      .replaceAll('</c:', '</')
      .replace(' ', ` xmlns="${cert}" `),
    'a key in the namespace': collection(
      certificate(level + key(`<c:KeyValue>${rsa}</c:KeyValue>`)),
    ),
    'a key in no namespace': collection(certificate(level + key(`<KeyValue>${rsa}</KeyValue>`))),
    'a key of XML Signature': collection(
      certificate(
        level + key(`<KeyValue xmlns="http://www.w3.org/2000/09/xmldsig#">${rsa}</KeyValue>`),
      ),
    ),
    'more in every element': collection(
      '<c:Certificate a="1"><c:Data b="2">' +
        `${level}${key('<c:KeyValue d="3"/><e/>')}<c:f/></c:Data><c:g/></c:Certificate><h/>`,
    ),
  }),
  ...invalid('CertificateCollection', {
    'no Certificate': [collection(''), top],
    'no Version': [collection(certificate(), ''), top],
    'a Version in no namespace': [collection(certificate(), 'Version="2.0"'), top],
    'another Version': [collection(certificate(), 'c:Version="2.1"'), top],
    'another namespace': [collection().replace(cert, 'urn:x'), top],
    'no Data': [collection('<c:Certificate/>'), `${top}/c:Certificate[1]`],
    'no SecurityLevel': [collection(certificate(key())), `${inData}/c:PublicKey[1]`],
    'no PublicKey': [collection(certificate(level)), inData],
    'PublicKey before SecurityLevel': [
      collection(certificate(key() + level)),
      `${inData}/c:PublicKey[1]`,
    ],
    'a SecurityLevel in no namespace': [
      collection(certificate('<SecurityLevel/>' + key())),
      `${inData}/SecurityLevel[1]`,
    ],
    'no KeyValue': [collection(certificate(level + key(''))), `${inData}/c:PublicKey[1]`],
    'a KeyValue of another': [
      collection(certificate(level + key('<KeyValue xmlns="urn:x"/>'))),
      `${inData}/c:PublicKey[1]/KeyValue[1]`,
    ],
  }),
];
