/**
 * What the commands read: {@link salesops.replay.input.CsvFile} reads a file, {@link
 * salesops.replay.input.Mapping} says which column is which field, {@link
 * salesops.replay.input.LeadFile} makes leads of the rows.
 */
@NullMarked
package salesops.replay.input;

import org.jspecify.annotations.NullMarked;
