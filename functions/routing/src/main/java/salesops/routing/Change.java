package salesops.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written together or not at all. Each part is conditional on the version it was made from.
 *
 * @param records new and changed lead records
 * @param pointers of persons with more than one key
 * @param claims numbers taken by a lead that has a record already and gets an owner now
 * @param companies with the claims of all the leads merged
 * @param reps rows of the reps whose counts change
 * @param pool the rotation's new state; absent where no turn is used
 */
record Change(
    List<LeadRecord> records,
    List<Person.Pointer> pointers,
    List<LeadRecord.Place> claims,
    List<CompanyClaim> companies,
    List<RepRow> reps,
    @Nullable PoolState pool) {
  /** Most leads of one transaction. */
  static final int LEADS_MAX = 10;

  /** Most items of one transaction; DynamoDB allows 100. */
  static final int ITEMS_MAX = 60;

  Change {
    records = List.copyOf(records);
    pointers = List.copyOf(pointers);
    claims = List.copyOf(claims);
    companies = List.copyOf(companies);
    reps = List.copyOf(reps);
    if (records.isEmpty() || records.size() > LEADS_MAX) {
      throw new IllegalStateException("a transaction takes 1 to 10 leads: " + records.size());
    }
    int items =
        records.size()
            + pointers.size()
            + claims.size()
            + companies.size()
            + reps.size()
            + (pool == null ? 0 : 1);
    if (items > ITEMS_MAX) {
      throw new IllegalStateException("a transaction takes up to 60 items: " + items);
    }
  }
}
