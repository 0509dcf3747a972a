package salesops.cli.deals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import salesops.cli.console.UserError;
import salesops.cli.leads.NamedLead;
import salesops.cli.suite.Suite;
import salesops.deals.deal.DealField;

/** Values of a deal's fields; an empty one clears its field. */
final class DealFieldOptions {
  @Option(names = "--lead", paramLabel = "LEAD", description = "Id, or the person's email address.")
  private @Nullable String lead;

  @Option(names = "--name", paramLabel = "NAME")
  private @Nullable String name;

  @Option(names = "--account", paramLabel = "NAME", description = "The company.")
  private @Nullable String account;

  @Option(names = "--owner", paramLabel = "EMAIL")
  private @Nullable String owner;

  @Option(names = "--stage", paramLabel = "STAGE", description = "A stage of the settings.")
  private @Nullable String stage;

  @Option(names = "--amount", paramLabel = "N", description = "Such as 12500.50.")
  private @Nullable String amount;

  @Option(names = "--currency", paramLabel = "CODE", description = "Default: the company's.")
  private @Nullable String currency;

  @Option(names = "--discount", paramLabel = "PERCENT")
  private @Nullable String discount;

  @Option(
      names = "--product",
      paramLabel = "NAME[=AMOUNT]",
      description = "What is sold, and its part of the amount; repeatable.")
  private List<String> products = List.of();

  @Option(names = "--expected-close", paramLabel = "DATE", description = "Such as 2026-11-30.")
  private @Nullable String expectedClose;

  @Option(
      names = "--credits",
      paramLabel = "LIST",
      description = "Who shares it: 'ana@… 60; ben@… 40; overlay eve@… 100'.")
  private @Nullable String credits;

  @Option(
      names = "--credit-note-of",
      paramLabel = "ID",
      description = "The won deal part of whose amount this one, of a negative amount, takes back.")
  private @Nullable String creditNoteOf;

  @Option(names = "--source", paramLabel = "SOURCE", description = "Where it came from.")
  private @Nullable String source;

  /**
   * The values given.
   *
   * @param pairs {@code FIELD=VALUE} each
   */
  Map<String, String> fields(List<String> pairs, Suite suite) {
    Map<DealField, @Nullable String> given = new LinkedHashMap<>();
    given.put(DealField.LEAD, lead);
    given.put(DealField.NAME, name);
    given.put(DealField.ACCOUNT, account);
    given.put(DealField.OWNER, owner);
    given.put(DealField.STAGE, stage);
    given.put(DealField.AMOUNT, amount);
    given.put(DealField.CURRENCY, currency);
    given.put(DealField.DISCOUNT, discount);
    given.put(DealField.PRODUCTS, products.isEmpty() ? null : String.join("; ", products));
    given.put(DealField.EXPECTED_CLOSE, expectedClose);
    given.put(DealField.CREDITS, credits);
    given.put(DealField.SOURCE, source);
    given.put(DealField.CREDIT_NOTE_OF, creditNoteOf);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UserError(pair + ": write FIELD=VALUE; fields are " + DealField.names());
      }
      fields.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    given.forEach(
        (field, value) -> {
          if (value != null) {
            fields.put(field.jsonName(), value);
          }
        });
    fields.computeIfPresent(
        DealField.LEAD.jsonName(),
        (field, named) -> named.isBlank() ? "" : NamedLead.find(suite, named).id());
    return fields;
  }
}
