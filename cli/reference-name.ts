/** What reports call the embedded reference server. */
export const referenceName = 'Assay reference server';
