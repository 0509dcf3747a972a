package salesops.routing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static salesops.routing.Sample.onePool;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import salesops.model.Lead;

/** What a write costs: DynamoDB bills each kibibyte begun, twice in a transaction. */
class ItemSizeTest {
  private static final int UNIT_BYTES = 1024;

  /** Attributes as a form for courses asks them: long names, few different answers. */
  private static Map<String, String> attributes() {
    Random random = new Random(7);
    String[] topics = {"Courses", "Newspaper", "Forums", "Supply chain", "Interview", "Search"};
    String[] answers = {"No", "No", "No", "Yes", "Select", "Medium", "Not told"};
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < 37; i++) {
      attributes.put(
          "Wants updates about " + topics[i % topics.length] + " " + i,
          answers[random.nextInt(answers.length)]);
    }
    return attributes;
  }

  @Test
  void anAssignedLeadWithManyAttributesIsOneWriteUnit() {
    RoutingTable table = new RoutingTable(onePool());
    Lead plain = Sample.lead("cb6f9128-d9a5-4fa5-9e08-0df8e482c7d6@mail.example");
    Lead lead =
        new Lead(
            plain.leadId(),
            plain.form(),
            plain.submittedAt(),
            plain.origin(),
            plain.origins(),
            plain.identity(),
            new HashMap<>(plain.fields()),
            attributes());
    for (int i = 0; i < 9; i++) {
      table.route(Sample.lead("other" + i + "@mail.example"));
    }
    table.route(lead);
    int bytes = FaultyDynamo.size(LeadItems.of(table.record(lead)));
    assertTrue(bytes <= UNIT_BYTES, bytes + " bytes");
    assertTrue(bytes > UNIT_BYTES / 2, "hardly a lead with many attributes: " + bytes + " bytes");
  }
}
