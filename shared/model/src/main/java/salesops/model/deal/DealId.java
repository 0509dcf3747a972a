package salesops.model.deal;

/**
 * Names a deal: the id it has in the CRM or file it came from, or one that Salesops made. Up to 64
 * visible ASCII characters without {@code #}.
 */
public record DealId(String value) implements Comparable<DealId> {
  public static final int LENGTH_MAX = 64;

  public DealId {
    if (value.isEmpty()
        || value.length() > LENGTH_MAX
        || !value.chars().allMatch(c -> c > ' ' && c < 127 && c != '#')) {
      throw new IllegalArgumentException(
          "a deal id must be 1 to 64 visible ASCII characters without #");
    }
  }

  @Override
  public int compareTo(DealId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
