package salesops.slack;

/**
 * Where messages go.
 *
 * @param address a Slack channel's name or id, or the e-mail address of a person
 */
record Channel(String address) {
  /** Not at Slack: rows of quarantined leads, which are only counted. */
  static final Channel QUARANTINE = new Channel("quarantine");

  Channel {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("a channel has a name");
    }
  }

  /** Whether it is a person, whose id at Slack is found by the address. */
  boolean isPerson() {
    return address.indexOf('@') > 0;
  }
}
