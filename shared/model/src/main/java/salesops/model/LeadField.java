package salesops.model;

import java.util.Optional;

/** The fields a lead may carry besides its free attributes: JSON name, kind, greatest length. */
public enum LeadField {
  EMAIL("email", Kind.TEXT, 254),
  EXTERNAL_ID("externalId", Kind.TEXT, 200),
  NAME("name", Kind.TEXT, 200),
  PHONE("phone", Kind.TEXT, 50),
  JOB_TITLE("jobTitle", Kind.TEXT, 200),
  MONTHS_IN_ROLE("monthsInRole", Kind.WHOLE, 1_200),
  COMPANY("company", Kind.TEXT, 200),
  COMPANY_DOMAIN("companyDomain", Kind.TEXT, 253),
  /** ISO 3166-1 alpha-2, upper case. */
  COUNTRY("country", Kind.TEXT, 100),
  REGION("region", Kind.TEXT, 100),
  POSTAL_CODE("postalCode", Kind.TEXT, 20),
  INDUSTRY("industry", Kind.TEXT, 100),
  EMPLOYEES("employees", Kind.WHOLE, 10_000_000),
  SOURCE("source", Kind.TEXT, 100),
  CAMPAIGN("campaign", Kind.TEXT, 200),
  LANDING_PAGE("landingPage", Kind.TEXT, 1_000),
  MESSAGE("message", Kind.TEXT, 5_000),
  /** {@code true} or {@code false}. */
  CONSENT("consent", Kind.FLAG, 5),
  VISITS("visits", Kind.WHOLE, 1_000_000),
  SECONDS_ON_SITE("secondsOnSite", Kind.WHOLE, 10_000_000),
  PAGES_PER_VISIT("pagesPerVisit", Kind.DECIMAL, 10_000);

  /** How a value is read; all are kept as text in canonical form. */
  public enum Kind {
    TEXT,
    /** A whole number from 0 to {@link LeadField#max()}. */
    WHOLE,
    /** A decimal number from 0 to {@link LeadField#max()}, at most four decimals. */
    DECIMAL,
    FLAG
  }

  private final String jsonName;
  private final Kind kind;
  private final int max;

  LeadField(String jsonName, Kind kind, int max) {
    this.jsonName = jsonName;
    this.kind = kind;
    this.max = max;
  }

  public String jsonName() {
    return jsonName;
  }

  public Kind kind() {
    return kind;
  }

  /** Greatest length in characters of a text, greatest value of a number. */
  public int max() {
    return max;
  }

  public static Optional<LeadField> named(String jsonName) {
    for (LeadField field : values()) {
      if (field.jsonName.equals(jsonName)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
