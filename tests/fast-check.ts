import fc from 'fast-check';

/** What a property may take, in milliseconds: less than its test, see playwright.config.ts. */
export const propertyTime = 120_000;

// A property without `await` blocks its worker, and with it the clock that would end the test. After
// this time no further value is tried, nor a smaller one for a failure, which remains a failure.
fc.installGlobalPlugin(fc.interruptAfterTimeLimit(propertyTime));

export { fc };
