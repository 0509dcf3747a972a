package salesops.replay.deals;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A field of a deals file. */
public enum DealColumn {
  ID("id"),
  NAME("name"),
  ACCOUNT("account"),
  OWNER("owner"),
  TEAM("team"),
  TERRITORY("territory"),
  REGION("region"),
  STAGE("stage"),
  /** Won or lost, in files that keep it apart from the stage; any other value is open. */
  STATUS("status"),
  AMOUNT("amount"),
  CURRENCY("currency"),
  PRODUCT("product"),
  SOURCE("source"),
  CREATED("created"),
  /** Of an open deal the expected close date. */
  CLOSED("closed"),
  EXPECTED_CLOSE("expectedClose"),
  LOST_REASON("lostReason"),
  CREDITS("credits");

  private final String fieldName;

  DealColumn(String fieldName) {
    this.fieldName = fieldName;
  }

  /** The field's name in options and as a column. */
  public String fieldName() {
    return fieldName;
  }

  /** All names, for people. */
  public static String names() {
    return Arrays.stream(values()).map(DealColumn::fieldName).collect(Collectors.joining(", "));
  }
}
