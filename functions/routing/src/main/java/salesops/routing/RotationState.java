package salesops.routing;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import salesops.events.Turn;
import salesops.model.RepId;

/**
 * What one rotation remembers between two leads.
 *
 * @param seq turns given so far
 * @param standings every rep the rotation knows, the absent ones included
 */
public record RotationState(long seq, Map<RepId, Standing> standings) {
  /** Nobody had a turn yet. */
  public static final RotationState EMPTY = new RotationState(0, Map.of());

  private static final int RADIX = Character.MAX_RADIX;

  public RotationState {
    standings = Map.copyOf(standings);
  }

  /**
   * One rep's standing. Entitlement less count is {@code carry/UNITS + (n·weight − turns·W)/W},
   * where {@code n} and {@code W} are the sums of {@code turns} and {@code weight} over the reps of
   * the stretch: the time since the eligible set or a weight last changed.
   *
   * @param count leads of this rotation so far, less the returned ones
   * @param carry entitlement less count when the stretch began, in {@link Rotation#UNITS}
   * @param weight thousandths, in this stretch; 0 for a rep who is not in its eligible set
   * @param turns turns taken in this stretch since everyone was last exactly at the fair share
   * @param owed returned leads that no other lead has made good yet
   */
  public record Standing(long count, long carry, int weight, int turns, int owed) {
    /** A joiner starts level: neither owed anything nor ahead. */
    static final Standing LEVEL = new Standing(0, 0, 0, 0, 0);

    public Standing {
      if (weight < 0 || turns < 0 || owed < 0) {
        throw new IllegalArgumentException("weight, turns and owed are at least 0");
      }
      carry = Math.clamp(carry, -Rotation.CARRY_MAX, Rotation.CARRY_MAX);
    }

    Standing carrying(long units) {
      return new Standing(count, carry + units, weight, turns, owed);
    }
  }

  /** The standing of a rep, level for one the rotation has not met. */
  public Standing standing(RepId rep) {
    return standings.getOrDefault(rep, Standing.LEVEL);
  }

  /** The fair share so far, exactly: {@code 17/3}, {@code 4}. */
  public String entitlement(RepId rep) {
    long n = 0;
    long total = 0;
    for (Standing each : standings.values()) {
      if (each.weight() > 0) {
        n += each.turns();
        total += each.weight();
      }
    }
    return entitlement(standing(rep), n, total);
  }

  static String entitlement(Standing rep, long n, long total) {
    long ahead = rep.weight() == 0 ? 0 : n * rep.weight() - rep.turns() * total;
    if (rep.carry() == 0) {
      return Fraction.text(
          BigInteger.valueOf(rep.count() * Math.max(total, 1) + ahead),
          BigInteger.valueOf(Math.max(total, 1)));
    }
    BigInteger units = BigInteger.valueOf(Rotation.UNITS);
    BigInteger whole = BigInteger.valueOf(Math.max(total, 1));
    return Fraction.text(
        BigInteger.valueOf(rep.count())
            .multiply(units)
            .add(BigInteger.valueOf(rep.carry()))
            .multiply(whole)
            .add(BigInteger.valueOf(ahead).multiply(units)),
        units.multiply(whole));
  }

  /** The same without reps who have left the pool for good. */
  public RotationState retain(Collection<RepId> members) {
    Set<RepId> staying = Set.copyOf(members);
    if (staying.containsAll(standings.keySet())) {
      return this;
    }
    // The stretch ends with its set: what the stayers have in it becomes theirs to keep.
    RotationState folded = Rotation.fold(this);
    Map<RepId, Standing> stay = new LinkedHashMap<>(folded.standings);
    stay.keySet().retainAll(staying);
    return new RotationState(seq, stay);
  }

  /** The state that a recorded turn was decided from, as far as its eligible reps go. */
  public static RotationState before(Turn recorded) {
    long n = recorded.eligible().stream().mapToLong(Turn.Share::turns).sum();
    long total = recorded.eligible().stream().mapToLong(Turn.Share::weight).sum();
    Map<RepId, Standing> standings = new LinkedHashMap<>();
    for (Turn.Share share : recorded.eligible()) {
      long ahead = n * share.weight() - share.turns() * total;
      long carry =
          Fraction.parse(share.entitlement())
              .minus(new Fraction(BigInteger.valueOf(share.count()), BigInteger.ONE))
              .minus(new Fraction(BigInteger.valueOf(ahead), BigInteger.valueOf(total)))
              .times(Rotation.UNITS);
      Integer owed = share.owed();
      standings.put(
          share.rep(),
          new Standing(
              share.count(), carry, share.weight(), share.turns(), owed == null ? 0 : owed));
    }
    return new RotationState(recorded.poolSeq() - 1, standings);
  }

  /** Compact text: {@code seq}, then for each rep its address and numbers in base 36. */
  public String encode() {
    return new TreeMap<>(standings)
        .entrySet().stream()
            .map(e -> e.getKey().email() + ',' + encode(e.getValue()))
            .collect(Collectors.joining(";", seq + ";", ""));
  }

  private static String encode(Standing rep) {
    String text =
        String.join(
            ",",
            Long.toString(rep.count(), RADIX),
            Long.toString(rep.carry(), RADIX),
            Integer.toString(rep.weight(), RADIX),
            Integer.toString(rep.turns(), RADIX),
            Integer.toString(rep.owed(), RADIX));
    int end = text.length();
    while (end >= 2 && text.endsWith(",0") && text.startsWith(",0", end - 2)) {
      end -= 2;
      text = text.substring(0, end);
    }
    return text;
  }

  /**
   * @throws IllegalArgumentException when {@link #encode} did not write this
   */
  public static RotationState decode(String text) {
    List<String> rows = List.of(text.split(";", -1));
    Map<RepId, Standing> standings = new LinkedHashMap<>();
    for (String row : rows.subList(1, rows.size())) {
      if (!row.isEmpty()) {
        List<String> cells = List.of(row.split(",", -1));
        standings.put(new RepId(cells.getFirst()), decodeStanding(cells));
      }
    }
    return new RotationState(Long.parseLong(rows.getFirst()), standings);
  }

  private static Standing decodeStanding(List<String> cells) {
    return new Standing(
        number(cells, 1),
        number(cells, 2),
        Math.toIntExact(number(cells, 3)),
        Math.toIntExact(number(cells, 4)),
        Math.toIntExact(number(cells, 5)));
  }

  private static long number(List<String> cells, int index) {
    return index < cells.size() ? Long.parseLong(cells.get(index), RADIX) : 0;
  }
}
