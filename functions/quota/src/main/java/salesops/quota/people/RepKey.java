package salesops.quota.people;

/**
 * Random name of a rep in the ledger and in statements, so that their bytes survive when the rep's
 * name is erased.
 */
public record RepKey(String value) implements Comparable<RepKey> {
  /** Stands for nobody: what closed after its owner left counts for the team alone. */
  public static final RepKey NOBODY = new RepKey("nobody");

  public boolean isNobody() {
    return equals(NOBODY);
  }

  @Override
  public int compareTo(RepKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
