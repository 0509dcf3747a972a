/**
 * What a CRM reports: {@link salesops.deals.crm.ChangesBody} reads a request's changes, {@link
 * salesops.deals.crm.ReportChanges} applies them, each by itself.
 */
@NullMarked
package salesops.deals.crm;

import org.jspecify.annotations.NullMarked;
