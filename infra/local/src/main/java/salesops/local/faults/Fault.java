package salesops.local.faults;

/** What can be made to go wrong on purpose. */
public enum Fault {
  /** DynamoDB refuses a request for its rate; the SDK tries again. */
  THROTTLED("throttled calls"),
  /** A transaction is cancelled because another one touches the same item. */
  CONFLICT("transaction conflicts"),
  /** A request took effect, its answer got lost; the SDK tries again. */
  LOST_ANSWER("lost answers"),
  /** The invocation dies before or after a call. */
  CRASH("crashes"),
  /** The bus refuses one entry, or fails as a whole. */
  REFUSED_EVENT("refused events"),
  /** An event or a message arrives twice. */
  DUPLICATE("duplicates"),
  /** A message arrives later, and so behind others. */
  DELAY("delayed or reordered messages"),
  /** A batch does not reach its function and is delivered again. */
  FAILED_DELIVERY("failed deliveries");

  private final String plural;

  Fault(String plural) {
    this.plural = plural;
  }

  /** As people read it: "6 crashes". */
  public String plural() {
    return plural;
  }
}
