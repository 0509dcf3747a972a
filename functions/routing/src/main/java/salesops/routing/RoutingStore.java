package salesops.routing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesops.model.PersonKey;
import salesops.model.RepId;

/** Where routing remembers who has which lead. All reads see every completed write. */
interface RoutingStore {

  /** Which of the persons ever had a lead, the companies' claims and the reps' rows, in one go. */
  Seen look(Set<PersonKey> persons, Set<String> companies, Collection<RepId> reps);

  /**
   * @param asked persons that were asked for
   * @param known those of them with at least one record
   * @param companies one for each that was asked for
   * @param reps one for each that was asked for
   */
  record Seen(
      Set<PersonKey> asked,
      Set<PersonKey> known,
      Map<String, CompanyClaim> companies,
      Map<RepId, RepRow> reps) {}

  /** Everything under one key of a person. */
  Person.Partition partition(PersonKey key);

  /** One whole record. */
  default Optional<LeadRecord> record(LeadRecord.Place place) {
    return records(List.of(place)).stream().findFirst();
  }

  /** Whole records, in no order; absent ones are left out. */
  List<LeadRecord> records(Collection<LeadRecord.Place> places);

  /**
   * A rotation's state, and an advisory lease on it that keeps others from making a change that
   * would be cancelled. Waits a while for the holder of the lease, then goes on without one.
   */
  PoolState takeTurn(PoolState.Key rotation);

  /** Gives back a lease that no write will end. */
  void letGo(PoolState pool);

  /**
   * Writes the change if everything is as it was read.
   *
   * @return false when something moved meanwhile: nothing was written
   * @throws software.amazon.awssdk.core.exception.SdkException when the outcome is not known
   */
  boolean write(Change change);

  /** Notes until when a rep is away; absent: is back. */
  void markAway(RepId rep, @Nullable Instant until);

  /** Lets a rep have more open leads for a while. */
  void raise(RepId rep, Raise raise);

  /**
   * Notes whose account a company is, unless that is known already.
   *
   * @return whether it is news
   */
  boolean importAccount(String domain, Account account);

  /** Held leads, the earliest due first. */
  HeldPage held(int limit, @Nullable HeldKey after);

  /** Place of a held lead in the order of due times. */
  record HeldKey(LeadRecord.Place place, Instant dueAt) {}

  /**
   * @param next where to go on; absent: at the end
   */
  record HeldPage(List<HeldKey> keys, @Nullable HeldKey next) {}

  /**
   * Records of leads that came into their state at {@code since} or later, in an order of the
   * store's own.
   *
   * @param limit items to look at; fewer records may be found
   * @param after the {@code next} of the page before; absent: from the beginning
   * @throws IllegalArgumentException when {@code after} was never a {@code next}
   */
  RecordPage records(Instant since, int limit, @Nullable String after);

  /**
   * @param next where to go on; absent: at the end
   */
  record RecordPage(List<LeadRecord> records, @Nullable String next) {}
}
