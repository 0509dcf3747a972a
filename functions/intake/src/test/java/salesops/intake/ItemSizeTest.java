package salesops.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;
import salesops.model.LeadId;
import salesops.model.Origin;
import salesops.testkit.TestClock;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** What a lead costs to keep: DynamoDB bills writes by the kibibyte. */
class ItemSizeTest {
  private static final int WRITE_UNIT_BYTES = 1024;

  /** One real lead in so many is measured. */
  private static final int SAMPLED_EVERY = 10;

  private static final List<String> QUESTIONS =
      List.of(
          "Lead Origin",
          "Do Not Email",
          "Do Not Call",
          "Specialization",
          "How did you hear about us",
          "What is your current occupation",
          "What matters most to you in choosing a product",
          "Search",
          "Magazine",
          "Newspaper Article",
          "Newspaper",
          "Digital Advertisement",
          "Through Recommendations",
          "Receive More Updates About Our Products",
          "City",
          "I agree to pay the amount through cheque",
          "A free copy of the guide",
          "Uses technology",
          "Open marketing jobs",
          "Monthly ad spend");

  private static final List<String> ANSWERS =
      List.of("No", "Yes", "Select", "Better prospects", "Online search", "Mumbai", "12000");

  private static Map<String, AttributeValue> item(Map<String, String> attributes, Random random) {
    Map<String, String> fields = new HashMap<>();
    fields.put("email", Long.toHexString(random.nextLong()) + "@leads.example");
    fields.put("name", "Person " + random.nextInt(1_000_000));
    fields.put("country", "IN");
    fields.put("source", "Organic Search");
    fields.put("visits", Integer.toString(random.nextInt(30)));
    fields.put("secondsOnSite", Integer.toString(random.nextInt(2_000)));
    fields.put("pagesPerVisit", "2.33");
    var identity = Identities.of("salt", fields);
    Lead lead =
        new Lead(
            LeadId.of(identity.primary(), "x"),
            "demo",
            TestClock.START.plusMillis(random.nextInt(1_000_000)),
            Origin.BROWSER,
            Map.of(),
            identity,
            fields,
            attributes);
    String fingerprint = Submission.keyFingerprint("demo", lead.leadId().value());
    return DynamoIntakeStore.item(
        new Submission(fingerprint, "0123456789abc", Duration.ofDays(1), lead, Set.of()));
  }

  /** 37 attributes: the questions that many forms ask, and 17 that are this company's own. */
  private static Map<String, String> attributes(Random random) {
    Map<String, String> attributes = new HashMap<>();
    for (String question : QUESTIONS) {
      attributes.put(question, ANSWERS.get(random.nextInt(ANSWERS.size())));
    }
    for (int i = 1; attributes.size() < 37; i++) {
      attributes.put("Answer to our question " + i, ANSWERS.get(random.nextInt(ANSWERS.size())));
    }
    return attributes;
  }

  @Test
  void keepsALeadOfThirtySevenAttributesInOneWriteUnit() {
    Random random = new Random(7);
    int bytesMax = 0;
    for (int i = 0; i < 500; i++) {
      bytesMax = Math.max(bytesMax, bytes(item(attributes(random), random)));
    }
    assertTrue(bytesMax <= WRITE_UNIT_BYTES, "largest item has " + bytesMax + " bytes");
  }

  @Test
  void costsOneUnitByDynamoDbsOwnCount() {
    Random random = new Random(8);
    IntakeBench bench = new IntakeBench();
    var written =
        IntakeBench.DYNAMO.putItem(
            r ->
                r.tableName(bench.table)
                    .item(item(attributes(random), random))
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    assertEquals(1.0, written.consumedCapacity().capacityUnits());
  }

  /** Real leads with all their columns, where the data are there. */
  @Test
  void keepsNearlyEveryRealLeadInOneWriteUnit() throws IOException {
    Optional<Path> data = data("xeducation/leads_train.csv");
    assumeTrue(data.isPresent(), "needs xeducation/leads_train.csv in SALESOPS_DATA");
    List<String> lines = Files.readAllLines(data.orElseThrow(), UTF_8);
    List<String> names = List.of(lines.getFirst().replace("\ufeff", "").split(",", -1));
    Random random = new Random(9);
    List<Integer> sizes = new ArrayList<>();
    for (int row = 1; row < lines.size(); row += SAMPLED_EVERY) {
      String line = lines.get(row);
      List<String> cells = List.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
      Map<String, String> attributes = new HashMap<>();
      for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
        if (!cells.get(i).isBlank()) {
          attributes.put(names.get(i), cells.get(i));
        }
      }
      sizes.add(bytes(item(attributes, random)));
    }
    sizes.sort(Integer::compare);
    int p99 = sizes.get(sizes.size() * 99 / 100);
    assertTrue(
        p99 <= WRITE_UNIT_BYTES,
        "p50 " + sizes.get(sizes.size() / 2) + ", p99 " + p99 + ", max " + sizes.getLast());
  }

  private static Optional<Path> data(String name) {
    String set = System.getenv("SALESOPS_DATA");
    Path folder = set == null ? Path.of("../../../shared/data") : Path.of(set);
    return Optional.of(folder.resolve(name)).filter(Files::exists);
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">item
   *     sizes</a>
   */
  private static int bytes(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (var entry : item.entrySet()) {
      bytes += entry.getKey().getBytes(UTF_8).length + bytes(entry.getValue());
    }
    return bytes;
  }

  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s().getBytes(UTF_8).length;
      case N -> value.n().length() / 2 + 2;
      case B -> value.b().asByteArrayUnsafe().length;
      case M -> 3 + value.m().size() + bytes(value.m());
      case SS, NS, BS, L, BOOL, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("not in an intake item: " + value.type());
    };
  }
}
