/**
 * What happens to a lead after it has an owner, and deals until they are won or lost. Read {@link
 * salesops.deals.lead.LeadRules} and {@link salesops.deals.deal.ChangeDeal} first.
 */
@NullMarked
package salesops.deals;

import org.jspecify.annotations.NullMarked;
