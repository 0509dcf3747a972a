/**
 * Pages behind the buttons of messages: {@link salesops.deals.page.FollowWorkLink} shows what a
 * link is good for and does it once, {@link salesops.deals.page.WorkPages} is their markup.
 */
@NullMarked
package salesops.deals.page;

import org.jspecify.annotations.NullMarked;
