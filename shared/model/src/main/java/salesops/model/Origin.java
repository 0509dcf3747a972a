package salesops.model;

/** Who vouches for a value: how much it may be trusted, not where it travelled. */
public enum Origin {
  /** Anyone's browser or script, over the public address. */
  BROWSER,
  /** A caller with a server key. */
  SERVER,
  /** A list that an operator imported. */
  IMPORT,
  /** The settings: hidden fields of a form. */
  SETTINGS
}
