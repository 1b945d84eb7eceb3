/**
 * Strings that fixtures and sweeps send as versions, by the name of what is wrong with them: not of
 * the form a.b.c.d (MS-RMSI 2.2.4.3), and one of that form with a number that servers can't hold.
 */
export const malformedVersions = {
  'two-components': '1.0',
  'three-components': '1.0.0',
  'five-components': '1.0.0.0.0',
  letters: 'a.b.c.d',
  negative: '-1.0.0.0',
  'leading-space': ' 1.0.0.0',
  'empty-component': '1..0.0',
  overflow: '99999999999.0.0.0',
  'empty-string': '',
} as const;
