import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { readClientCertificate, readContentHeader } from '../../harness/target/wmdrm-files.ts';
import { UserError } from '../../harness/user-error.ts';
import { header, certificate, full, test, change } from './wmdrm-targets.ts';

test('the private keys are not read, and no complaint shows what a wrong file holds', ({
  write,
  told,
}) => {
  const key = Buffer.alloc(20, 0xa7).toString('base64');
  const file = write(full);
  for (const name of ['client.key', 'content.key'])
    rmSync(join(dirname(file), name), { force: true });
  expect(told(full)).toEqual([]);
  writeFileSync(join(dirname(file), 'client.key'), key);
  const [sentence = ''] = told(change({ client: { ...full.client, certificate: 'client.key' } }));
  expect(sentence).toContain('84 bytes in base64; the file holds 20 bytes');
  expect(sentence).not.toContain(key);
  expect(told(change({ serverKey: key })).join()).not.toContain(key);
  expect(told(change({ content: { header: 'client.key' } })).join()).not.toContain(key);
});

test('a certificate is read as its bytes', ({ write }) => {
  const folder = dirname(write(full));
  for (const name of ['client.pkcert', 'revoked.pkcert'])
    expect(readClientCertificate(join(folder, name), 'x')).toEqual(new Uint8Array(certificate));
});

const long = `<WMRMHEADER>${'<DATA>x</DATA>'.repeat(2000)}</WMRMHEADER >`;
for (const [what, bytes, text = header] of [
  ['alone', Buffer.from(header)],
  ['amid white space', Buffer.from(`\r\n\t${header} \n`)],
  ['behind a byte order mark', Buffer.from(`\ufeff${header}`)],
  ['in UTF-16', Buffer.from(`\ufeff${header}`, 'utf16le')],
  ['of the other name, and long', Buffer.from(long), long],
  ['without anything in it', Buffer.from('<WRMHEADER />'), '<WRMHEADER />'],
] as const)
  test(`a content header ${what} is read as it stands`, ({}, info) => {
    const file = info.outputPath('header.xml');
    writeFileSync(file, bytes);
    expect(readContentHeader(file)).toBe(text);
  });

for (const [what, text, why] of [
  ['nothing', '', 'it begins otherwise'],
  ['another element', '<HEADER/>', 'it begins otherwise'],
  ['a longer name', '<WRMHEADERS/>', 'it begins otherwise'],
  ['an XML declaration', `<?xml version="1.0"?>${header}`, 'it begins otherwise'],
  ['a prefix', '<a:WRMHEADER xmlns:a="b"/>', 'it begins otherwise'],
  ['a document type', `<!DOCTYPE a>${header}`, 'it has a document type declaration'],
  ['a document type inside', header.replace('<DATA>', '<!doctype a>'), 'it has a document type'],
  ['two of them', header + header, 'it begins with WRMHEADER, and does not end where that does'],
  ['two without end tags', '<WRMHEADER/><WRMHEADER/>', 'does not end where that does'],
  ['something behind it', `${header}<A/>`, 'does not end where that does'],
  ['no end', '<WRMHEADER><DATA/>', 'does not end where that does'],
  ['another end', '<WRMHEADER></WMRMHEADER>', 'does not end where that does'],
] as const)
  test(`a content header is refused with ${what}`, ({}, info) => {
    const file = info.outputPath('header.xml');
    writeFileSync(file, text);
    const reading = () => readContentHeader(file);
    expect(reading).toThrow(UserError);
    expect(reading).toThrow(why);
  });

test('a content header whose bytes are no text is a sentence', ({}, info) => {
  const file = info.outputPath('header.xml');
  writeFileSync(file, Buffer.from([0x3c, 0xff, 0xc0]));
  expect(() => readContentHeader(file)).toThrow("its text can't be decoded");
});
