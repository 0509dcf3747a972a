package salesops.model;

/**
 * Identifies one accepted submission: 26 lower-case base-32 characters, the first 13 of which are
 * the {@link PersonKey}, so that a lead's records can be found by its id without an index.
 */
public record LeadId(String value) implements Comparable<LeadId> {
  public static final int LENGTH = 2 * Digests.LENGTH;

  public LeadId {
    if (value.length() != LENGTH || !value.chars().allMatch(LeadId::isBase32)) {
      throw new IllegalArgumentException("not a lead id: expected 26 characters 0-9 a-z");
    }
  }

  /**
   * The lead that {@code person} submitted, told from the person's others by {@code submission}.
   */
  public static LeadId of(PersonKey person, String... submission) {
    return new LeadId(person.value() + Digests.of(submission));
  }

  public PersonKey person() {
    return new PersonKey(value.substring(0, Digests.LENGTH));
  }

  static boolean isBase32(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  }

  @Override
  public int compareTo(LeadId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
