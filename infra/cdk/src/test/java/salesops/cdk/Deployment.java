package salesops.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import salesops.wiring.Function;
import salesops.wiring.Wiring;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/**
 * The synthesised templates, made once for all tests of this process. Names of resources are those
 * of their constructs, such as {@code routing-held/queue} as {@code routingheldqueue}: logical ids
 * without their hash.
 */
final class Deployment {
  private static final Pattern HASH = Pattern.compile("[0-9A-F]{8}$");
  private static final Pattern VERSION = Pattern.compile("[0-9A-F]{8}[0-9a-f]{32}$");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Deployment MADE = make(Map.of());

  private final Map<String, JsonNode> stacks = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  static Deployment made() {
    return MADE;
  }

  /** The templates as synthesised with a context. */
  static Deployment make(Map<String, String> context) {
    try {
      Path out = Files.createTempDirectory("salesops-cdk");
      Path code = Files.createDirectories(out.resolve("code"));
      Files.writeString(code.resolve("placeholder"), "templates name code by its digest only");
      App app = SalesopsApp.of(Wiring.SUITE, jar -> code, context, out.resolve("assembly"));
      Aspects.of(app).add(AwsSolutionsChecks.Builder.create().reports(false).build());
      app.synth();
      Deployment made = new Deployment();
      for (String stack : List.of(SalesopsApp.STATE, SalesopsApp.FUNCTIONS)) {
        made.read(out.resolve("assembly"), stack);
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Path assembly, String stack) throws IOException {
    stacks.put(stack, JSON.readTree(assembly.resolve(stack + ".template.json").toFile()));
    JsonNode notes = JSON.readTree(assembly.resolve(stack + ".metadata.json").toFile());
    notes
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .forEach(
                        note -> {
                          String type = note.path("type").asText();
                          if (type.equals("aws:cdk:error") || type.equals("aws:cdk:warning")) {
                            complaints.add(path.getKey() + ": " + note.path("data").asText());
                          }
                        }));
  }

  /** What cdk-nag and the CDK itself complain about. */
  List<String> complaints() {
    return complaints;
  }

  JsonNode template(String stack) {
    return stacks.getOrDefault(stack, JSON.missingNode());
  }

  /** All resources of a type, by name. */
  Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (JsonNode template : stacks.values()) {
      template
          .path("Resources")
          .properties()
          .forEach(
              r -> {
                if (r.getValue().path("Type").asText().equals(type)) {
                  found.put(name(r.getKey()), r.getValue());
                }
              });
    }
    return found;
  }

  /** The properties of a resource. */
  JsonNode properties(String type, String name) {
    JsonNode resource = resources(type).get(name);
    if (resource == null) {
      throw new AssertionError("no " + type + " " + name);
    }
    return resource.path("Properties");
  }

  /** Name of a construct below a function's. */
  static String name(Function function, String construct) {
    return name(function.name(), construct);
  }

  static String name(String function, String construct) {
    return (function + construct).replaceAll("[^A-Za-z0-9]", "");
  }

  private static String name(String logicalId) {
    String unversioned = VERSION.matcher(logicalId).replaceFirst("");
    return HASH.matcher(unversioned).replaceFirst("");
  }

  /** A value as people would write it: references by name, parts joined, imports followed. */
  String text(JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    if (value.has("Ref")) {
      return name(value.path("Ref").asText());
    }
    if (value.has("Fn::GetAtt")) {
      JsonNode parts = value.path("Fn::GetAtt");
      return name(parts.path(0).asText()) + "." + parts.path(1).asText();
    }
    if (value.has("Fn::If")) {
      JsonNode parts = value.path("Fn::If");
      return parts.path(0).asText() + " ? " + text(parts.path(1)) + " : " + text(parts.path(2));
    }
    if (value.has("Fn::Join")) {
      JsonNode join = value.path("Fn::Join");
      return StreamSupport.stream(join.path(1).spliterator(), false)
          .map(this::text)
          .collect(Collectors.joining(join.path(0).asText()));
    }
    if (value.has("Fn::Select")) {
      // Only used to cut an ARN: what matters is whose.
      return text(value.path("Fn::Select").path(1).path("Fn::Split").path(1));
    }
    if (value.has("Fn::ImportValue")) {
      return exported(value.path("Fn::ImportValue").asText());
    }
    throw new AssertionError("cannot read " + value);
  }

  private String exported(String export) {
    for (JsonNode output : template(SalesopsApp.STATE).path("Outputs")) {
      if (output.path("Export").path("Name").asText().equals(export)) {
        return text(output.path("Value"));
      }
    }
    throw new AssertionError("nothing exports " + export);
  }
}
