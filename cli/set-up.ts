import { setUpChromium } from './set-up-chromium.ts';
import { setUpJava } from './set-up-java.ts';
import { thisMachine, type Machine } from './machine.ts';

/**
 * Makes ready what npm does not bring: Java, for the Allure report and the second judge of XML, and
 * a Chromium, for the tests that open the report. What is there is used; what is missing is fetched
 * where it can be; of what can't be had, one sentence says so and what will be missing. Prints a line
 * per thing, and never throws: all else works without them.
 */
export async function setUp(machine: Machine = thisMachine()): Promise<void> {
  await setUpJava(machine);
  await setUpChromium(machine);
}
