/**
 * The XrML certificates in a message or file, as they were written: their signatures are over their
 * text, so nothing may re-serialise them (TRAPS.md section 5). White space between elements, which a
 * pretty-printed file has and a signature has not, is removed.
 */
export function certificateTexts(text: string): readonly string[] {
  return [...text.matchAll(/<XrML\b[\s\S]*?<\/XrML>/g)].map(([certificate]) =>
    certificate.replace(/>\s+</g, '><'),
  );
}
