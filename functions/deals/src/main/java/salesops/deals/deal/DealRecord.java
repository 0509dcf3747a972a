package salesops.deals.deal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesops.deals.store.Kept;
import salesops.model.Digests;
import salesops.model.RepId;
import salesops.model.deal.Deal;
import salesops.model.deal.DealId;

/**
 * A deal as it is kept: each field's newest value and when it was set at its source. What the
 * values are does not depend on the order in which changes arrived.
 *
 * @param fields only those ever set; an empty value clears its field
 * @param stages every stage it was reported to be in, by time
 * @param deal what the fields said when they last changed, under the settings of then
 * @param done keys of what people did, so that a second try is recognized; the latest {@link
 *     #DONE_MAX}
 * @param notes amounts of its credit notes in minor units, each below 0, by deal
 */
public record DealRecord(
    DealId dealId,
    Map<DealField, Stamped> fields,
    List<Stamped> stages,
    Deal deal,
    List<String> done,
    Map<String, Long> notes)
    implements Kept {
  /** Stages that are kept: of a deal that is moved more often the oldest are forgotten. */
  static final int STAGES_MAX = 60;

  /** Characters of an id that Salesops makes: 40 bits, and a taken one is refused. */
  private static final int ID_LENGTH = 8;

  /** Owner under which deals are listed that no rep owns. */
  public static final String UNOWNED = "?";

  /** Keys that are kept: each a link that was followed or a call that was made. */
  static final int DONE_MAX = 30;

  /** A value and when it was set. */
  public record Stamped(String value, Instant at) {
    public Stamped {
      value = java.util.Objects.requireNonNullElse(value, "");
    }

    /** Whether this one counts beside another: the newer, else the greater as text. */
    boolean beats(Stamped other) {
      int later = at.compareTo(other.at);
      return later != 0 ? later > 0 : value.compareTo(other.value) > 0;
    }
  }

  public DealRecord {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    stages = List.copyOf(stages);
    done = List.copyOf(done);
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
  }

  /** The key of a deal. */
  public static String key(DealId deal) {
    return "d#" + deal.value();
  }

  @Override
  public String key() {
    return key(dealId);
  }

  @Override
  public Optional<Listing> listing() {
    if (deal.state() != Deal.State.OPEN) {
      return Optional.empty();
    }
    String owner = deal.owner() == null ? UNOWNED : deal.owner().email();
    return Optional.of(
        new Listing(
            owner,
            deal.expectedClose() == null ? Listing.NO_DAY : deal.expectedClose().toEpochDay()));
  }

  /** The id of a deal that Salesops names itself, always the same for the same key. */
  public static DealId idOf(String key) {
    return new DealId(
        "D-" + Digests.of("deal", key).substring(0, ID_LENGTH).toUpperCase(Locale.ROOT));
  }

  /** Adds what a lead says of its deal, where nobody says otherwise. */
  public static void fill(Map<DealField, String> fields, @Nullable RepId owner, String company) {
    if (owner != null) {
      fields.putIfAbsent(DealField.OWNER, owner.email());
    }
    if (!company.isEmpty()) {
      fields.putIfAbsent(DealField.ACCOUNT, company);
      fields.putIfAbsent(DealField.NAME, company);
    }
  }

  /** The fields after an edit. */
  static Map<DealField, Stamped> merged(Map<DealField, Stamped> before, DealEdit edit) {
    Map<DealField, Stamped> after = new EnumMap<>(DealField.class);
    after.putAll(before);
    edit.fields()
        .forEach(
            (field, value) ->
                after.merge(
                    field,
                    new Stamped(value, edit.at()),
                    (old, next) -> next.beats(old) ? next : old));
    return after;
  }

  /** The stages after an edit, by time and, of one time, by name. */
  static List<Stamped> stages(List<Stamped> before, DealEdit edit) {
    String stage = edit.fields().get(DealField.STAGE);
    if (stage == null) {
      return before;
    }
    List<Stamped> after =
        Stream.concat(before.stream(), Stream.of(new Stamped(stage, edit.at())))
            .distinct()
            .sorted(Comparator.comparing(Stamped::at).thenComparing(Stamped::value))
            .toList();
    return after.subList(Math.max(0, after.size() - STAGES_MAX), after.size());
  }

  /** Whether a person's request with this key was carried out. */
  public boolean isDone(String key) {
    return done.contains(key);
  }

  /** The same deal with these credit notes. */
  DealRecord noted(Map<String, Long> all) {
    return new DealRecord(dealId, fields, stages, deal, done, all);
  }

  /** The keys with one more. */
  static List<String> with(List<String> done, String key) {
    List<String> longer = new ArrayList<>(done);
    longer.add(key);
    return longer.subList(Math.max(0, longer.size() - DONE_MAX), longer.size());
  }
}
