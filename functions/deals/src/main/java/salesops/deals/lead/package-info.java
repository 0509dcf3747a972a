/**
 * What happens to a lead after it has an owner: {@link salesops.deals.lead.LeadWork} is where it
 * stands, {@link salesops.deals.lead.LeadRules} what each {@link salesops.deals.lead.LeadAct} makes
 * of it, {@link salesops.deals.lead.ResponseClock} when somebody must be reminded.
 */
@NullMarked
package salesops.deals.lead;

import org.jspecify.annotations.NullMarked;
