package salesops.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesops.testkit.QueueMessages;
import salesops.testkit.WebhookReceiver.Post;

/** The page's snippets, run against a real delivery. */
class RecipesTest {
  private static final String JS =
      """
      const fs = require("fs");
      const [key, signature, now] = process.argv.slice(1);
      console.log(isFromSalesops(fs.readFileSync(0), signature, key, Number(now)));
      """;

  private static final String PYTHON =
      """
      import sys
      key, signature, now = sys.argv[1:]
      print(str(is_from_salesops(sys.stdin.buffer.read(), signature, key, float(now))).lower())
      """;

  /** What a delivery looked like, and the second it was posted. */
  private record Delivered(String body, String signature, long second) {}

  private static Delivered delivered() {
    try (Suite suite = new Suite()) {
      suite.deliver(QueueMessages.batch(QueueMessages.golden("LeadAssigned")));
      suite.wake("crm");
      Post post = suite.crm.posts().getFirst();
      return new Delivered(
          post.body(), post.header("Salesops-Signature"), suite.clock.instant().getEpochSecond());
    }
  }

  @ParameterizedTest
  @CsvSource({"js,node,-e", "python,python3,-c"})
  void snippetsTakeWhatIsGenuineAndFreshAndNothingElse(
      String language, String program, String option) throws Exception {
    assumeTrue(isThere(program), program + " is not on this machine");
    String code = snippet(language) + "\n" + (language.equals("js") ? JS : PYTHON);
    Delivered genuine = delivered();
    Check check = new Check(List.of(program, option, code));
    long now = genuine.second();
    assertEquals("true", check.of(Suite.KEY, genuine.signature(), now + 299, genuine.body()));
    assertEquals("true", check.of(Suite.KEY, genuine.signature(), now - 299, genuine.body()));
    assertEquals("false", check.of(Suite.KEY, genuine.signature(), now + 301, genuine.body()));
    assertEquals("false", check.of(Suite.KEY, genuine.signature(), now - 301, genuine.body()));
    assertEquals("false", check.of(Suite.KEY, genuine.signature(), now, genuine.body() + " "));
    assertEquals("false", check.of("another key", genuine.signature(), now, genuine.body()));
    String newer = genuine.signature().replaceFirst("t=\\d+", "t=" + (now + 100));
    assertEquals("false", check.of(Suite.KEY, newer, now + 100, genuine.body()));
    for (String broken : List.of("", "t=,v1=", "v1=00", "t=x,v1=zz", "nonsense")) {
      assertEquals("false", check.of(Suite.KEY, broken, now, genuine.body()), broken);
    }
  }

  private record Check(List<String> command) {
    String of(String key, String signature, long now, String body)
        throws IOException, InterruptedException {
      List<String> all = new java.util.ArrayList<>(command);
      all.addAll(List.of(key, signature, Long.toString(now)));
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      process.getOutputStream().write(body.getBytes(UTF_8));
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      assertEquals(0, process.waitFor(), said);
      return said;
    }
  }

  private static boolean isThere(String program) {
    return Pattern.compile(java.io.File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String snippet(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("RECIPES.md")));
    if (!block.find()) {
      throw new AssertionError("no snippet in " + language);
    }
    return block.group(1);
  }
}
