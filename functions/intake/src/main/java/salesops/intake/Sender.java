package salesops.intake;

import org.jspecify.annotations.Nullable;
import salesops.model.Origin;

/**
 * Who sends a lead.
 *
 * @param origin how much is believed
 * @param address network address of a browser in its one spelling, an IPv6 one cut to its /64;
 *     absent where it is not known or does not matter
 */
record Sender(Origin origin, @Nullable String address) {
  /** Whoever has a server key. */
  static final Sender SERVER = new Sender(Origin.SERVER, null);

  /** An operator with a list. */
  static final Sender IMPORT = new Sender(Origin.IMPORT, null);

  static Sender browser(@Nullable String address) {
    return new Sender(Origin.BROWSER, address);
  }

  @Override
  public String toString() {
    return "a sender of origin " + origin;
  }
}
