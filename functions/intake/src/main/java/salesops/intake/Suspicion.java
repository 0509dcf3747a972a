package salesops.intake;

/**
 * Why a submission looks like a bot's. Names go out in {@code LeadQuarantined}: they are stable.
 */
enum Suspicion {
  /** A browser's post without the form's token. */
  NO_TOKEN,
  /** A token that is not ours, was changed, or is another form's. */
  INVALID_TOKEN,
  /** The token's time is over, and no person waits for the page. */
  EXPIRED_TOKEN,
  /** The token was used for another submission. */
  REPLAYED_TOKEN,
  /** Faster than a person fills in the form. */
  TOO_FAST,
  /** Something stands in the field that people don't see. */
  HONEYPOT,
  /** A throw-away address, where the settings say so. */
  DISPOSABLE_MAIL,
  /** A private address, where the settings say so. */
  FREE_MAIL,
  /** A web address where a name belongs. */
  LINKS_IN_NAME,
  /** Too many of one network address. */
  ADDRESS_LIMIT,
  /** The same long message from too many persons. */
  REPEATED_MESSAGE,
  /** Too many of the whole form. */
  FORM_LIMIT
}
