import { setUpChromium } from './set-up-chromium.ts';
import { setUpJava } from './set-up-java.ts';
import { setUpKerberos } from './set-up-kerberos.ts';
import { thisMachine, type Machine } from './machine.ts';

/**
 * Makes ready what npm does not bring: Java, for the Allure report and the second judge of XML, a
 * Chromium, for the tests that open the report, and the addon for authentication by Negotiate. What
 * is there is used; what is missing is fetched or built where it can be; of what can't be had, one
 * sentence says so and what will be missing. Prints a line per thing, and never throws: all else
 * works without them.
 */
export async function setUp(machine: Machine = thisMachine()): Promise<void> {
  await setUpJava(machine);
  await setUpChromium(machine);
  await setUpKerberos(machine);
}
