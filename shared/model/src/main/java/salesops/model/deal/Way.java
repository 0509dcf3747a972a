package salesops.model.deal;

/** By which way a change came. */
public enum Way {
  SLACK,
  COMMAND,
  API,
  CRM,
  IMPORT,
  /** Salesops itself, such as a clock that ran out. */
  AUTOMATIC
}
