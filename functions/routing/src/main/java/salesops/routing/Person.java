package salesops.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesops.model.LeadId;
import salesops.model.PersonKey;

/**
 * One person's leads, wherever they lie. Records are numbered from 1 without gaps within the
 * person's first key; whoever gives the person an owner takes the next number, so of two at a time
 * one fails and looks again. A further key's latest number points to the first key.
 *
 * @param root key under which new records are numbered
 * @param last number of the latest record there; 0 when there is none
 * @param records leads of all the keys, in no order
 * @param pointers what must be written with the next record, so that every key leads to the root
 */
record Person(PersonKey root, long last, List<LeadRecord.Summary> records, List<Pointer> pointers) {
  /** Longest way from a key to the root; each merge of two persons adds one step. */
  static final int STEPS_MAX = 8;

  Person {
    records = List.copyOf(records);
    pointers = List.copyOf(pointers);
  }

  /** Says at {@code place} that the person's records go on under another key. */
  record Pointer(LeadRecord.Place place, PersonKey root) {}

  /**
   * What lies under one key.
   *
   * @param last number of the latest item; 0 when there is none
   * @param next where records go on; absent: here
   */
  record Partition(
      PersonKey key, long last, List<LeadRecord.Summary> records, @Nullable PersonKey next) {
    static Partition empty(PersonKey key) {
      return new Partition(key, 0, List.of(), null);
    }

    /** Where the next item goes. */
    LeadRecord.Place end() {
      return new LeadRecord.Place(key, last + 1);
    }
  }

  /** Follows each key to its root; the first known root is the person's. */
  static Person of(List<PersonKey> keys, Function<PersonKey, Partition> read) {
    Map<PersonKey, Partition> seen = new LinkedHashMap<>();
    List<Partition> roots = new ArrayList<>();
    for (PersonKey key : keys) {
      Partition root = follow(key, read, seen);
      if (roots.stream().noneMatch(r -> r.key().equals(root.key()))) {
        roots.add(root);
      }
    }
    Partition root = roots.stream().filter(r -> r.last() > 0).findFirst().orElse(roots.getFirst());
    return new Person(
        root.key(),
        root.last(),
        seen.values().stream().flatMap(p -> p.records().stream()).toList(),
        roots.stream()
            .filter(r -> !r.key().equals(root.key()))
            .map(r -> new Pointer(r.end(), root.key()))
            .toList());
  }

  private static Partition follow(
      PersonKey key, Function<PersonKey, Partition> read, Map<PersonKey, Partition> seen) {
    Partition partition = seen.computeIfAbsent(key, read);
    for (int step = 0; partition.next() != null; step++) {
      if (step == STEPS_MAX) {
        throw new IllegalStateException("keys of person " + key + " do not lead to a root");
      }
      partition = seen.computeIfAbsent(partition.next(), read);
    }
    return partition;
  }

  /** Where the next record goes. */
  LeadRecord.Place end() {
    return new LeadRecord.Place(root, last + 1);
  }

  Optional<LeadRecord.Summary> record(LeadId lead) {
    return records.stream().filter(r -> r.leadId().equals(lead)).findFirst();
  }

  /** The latest of all. */
  Optional<LeadRecord.Summary> latest() {
    return records.stream()
        .max(
            Comparator.comparing(LeadRecord.Summary::since)
                .thenComparingLong(r -> r.place().number()));
  }
}
