import { quote } from '../verdict/expect.ts';
import type { Finding } from '../verdict/violation.ts';
import type { ClockService } from '../target/clock.ts';
import { isUpgrade, likeness } from './addresses.ts';
import { describeEnd } from './describe-walk.ts';
import type { Walk } from './walk.ts';

/** Where a published link has led. */
export type Arrival =
  | { readonly kind: 'arrived'; readonly remarks: readonly string[] }
  /** Beyond what the target allows, though maybe on the way: it can't be told. */
  | { readonly kind: 'undecided'; readonly reason: string }
  | { readonly kind: 'elsewhere'; readonly finding: Finding };

/** Compares where a walk from a link has stopped with the service that it has to lead to. */
export function arrivalOf({ service }: ClockService, walk: Walk): Arrival {
  const { redirects, end } = walk;
  const last = redirects.at(-1);
  const where = walk.sent[0]?.exchange.request.url;
  const elsewhere = (actual: string): Arrival => {
    const expected = `a redirect to ${service}`;
    return {
      kind: 'elsewhere',
      finding: { expected, actual, ...(where !== undefined && { where }) },
    };
  };
  if (end.kind !== 'stopped' || last === undefined) return elsewhere(describeEnd(walk));
  const like = likeness(end.to, new URL(service));
  if (like !== 'different')
    return {
      kind: 'arrived',
      remarks: [
        ...(like === 'other case'
          ? [`The link names the service in another case: ${quote(end.to.href)}.`]
          : []),
        ...(redirects.length > 1 ? [`The link leads there in ${redirects.length} redirects.`] : []),
      ],
    };
  if (isUpgrade(new URL(last.from), end.to))
    return {
      kind: 'undecided',
      reason: `${last.from} redirects to itself over TLS, ${quote(end.to.href)}, which is not of the target and was not contacted; let the link begin with https:, or add ${end.to.origin} to \`also\` beside it.`,
    };
  return elsewhere(
    `HTTP ${last.status} to ${quote(end.to.href)}, which was not contacted: it is not of the target (if it is on the way to the service, add ${end.to.origin} to \`also\` beside the link)`,
  );
}
