/**
 * Deals of a file, for every command that reads one: {@link salesops.replay.deals.DealFile} reads
 * them as a {@link salesops.replay.deals.DealFormat} says, each row becomes a {@link
 * salesops.replay.deals.DealRow} or is left unread with a reason.
 */
@NullMarked
package salesops.replay.deals;

import org.jspecify.annotations.NullMarked;
