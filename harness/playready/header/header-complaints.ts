import { PlayReadyError } from '../error.ts';
import { recommendedObjectBytes, recordTypes, type ObjectRecord } from '../object.ts';
import { complain, type HeaderComplaint } from './complaint.ts';
import { headerText, type HeaderText } from './header-text.ts';
import { headerElement } from './read-header.ts';
import { structureComplaints } from './structure.ts';
import { recommendedBytes, syntaxComplaints } from './syntax.ts';

/**
 * Everything that is wrong with a WRMHEADER by Microsoft's header specification (PlayReady-facts 5.3,
 * 5.4), with what and where; none for a strict one.
 *
 * @param bytes - a header by itself, in UTF-16 or UTF-8; white space behind it does not count
 * @throws PlayReadyError when it cannot be read at all
 */
export function headerComplaints(bytes: Uint8Array): readonly HeaderComplaint[] {
  return textComplaints(headerText(bytes).text.trimEnd());
}

/**
 * The same for a whole PlayReady Object: its size, the encoding of its headers, and what is wrong with
 * each of them (PlayReady-facts 5.1).
 *
 * @throws PlayReadyError when a header cannot be read at all
 */
export function objectComplaints(records: readonly ObjectRecord[]): readonly HeaderComplaint[] {
  const size = records.reduce((sum, { value }) => sum + 4 + value.length, 6);
  const found = records.flatMap(({ type, value }, index) => {
    if (type !== recordTypes.header) return [];
    const text = headerText(value);
    return [...encodingComplaints(text, index + 1), ...textComplaints(text.text)];
  });
  return size <= recommendedObjectBytes
    ? found
    : [
        complain(
          'object-size',
          'object',
          `Expected a PlayReady Object of at most ${recommendedObjectBytes} bytes; found ${size}.`,
          'SHOULD',
        ),
        ...found,
      ];
}

/**
 * Reads nothing, but throws what a strict reader would.
 *
 * @throws PlayReadyError naming every complaint of level MUST
 */
export function requireStrict(complaints: readonly HeaderComplaint[]): void {
  const binding = complaints.filter(({ level }) => level === 'MUST');
  if (binding.length > 0)
    throw new PlayReadyError(binding.map(({ where, what }) => `${where}: ${what}`).join(' '));
}

function textComplaints(text: string): readonly HeaderComplaint[] {
  const root = headerElement(text);
  const bytes = 2 * text.length;
  const version = root.attributes.find(({ name }) => name === 'version')?.value ?? '';
  // The recommendation stands in the notes of these versions; later ones list several keys.
  const tooLong = ['4.0.0.0', '4.1.0.0'].includes(version) && bytes > recommendedBytes;
  return [
    ...syntaxComplaints(text, root),
    ...structureComplaints(root),
    ...(tooLong
      ? [
          complain(
            'header-size',
            root,
            `Expected a header of at most ${recommendedBytes} bytes, as is recommended; found ${bytes} in UTF-16.`,
            'SHOULD',
          ),
        ]
      : []),
  ];
}

function encodingComplaints(text: HeaderText, record: number): readonly HeaderComplaint[] {
  const { encoding, mark, padding } = text;
  const wrong = [
    ...(encoding === 'utf-16le' ? [] : [`found ${encoding.toUpperCase()}`]),
    ...(mark ? ['found a byte order mark'] : []),
    ...(padding ? ['found zeros behind the header'] : []),
  ];
  return wrong.map(what =>
    complain(
      'encoding',
      `record ${record}`,
      `Expected the header in UTF-16LE, without byte order mark and nothing behind it; ${what}.`,
    ),
  );
}
