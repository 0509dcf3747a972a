package salesops.e2e;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import salesops.runtime.Json;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/**
 * Deploys a CDK cloud assembly as {@code cdk deploy} does: uploads what its asset manifests list,
 * then creates each stack from its uploaded template. Nothing in the assembly is changed.
 */
final class CloudAssembly {
  /** What {@code cdk bootstrap} leaves that a template refers to. */
  private static final String BOOTSTRAP =
      """
      {"Resources": {
        "Assets": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "BUCKET"}},
        "Version": {"Type": "AWS::SSM::Parameter", "Properties": {
          "Name": "/cdk-bootstrap/hnb659fds/version", "Type": "String", "Value": "30"}}}}
      """;

  private final Path folder;
  private final CloudFormationClient cloudFormation;
  private final S3Client s3;

  CloudAssembly(Path folder, CloudFormationClient cloudFormation, S3Client s3) {
    this.folder = folder;
    this.cloudFormation = cloudFormation;
    this.s3 = s3;
  }

  void bootstrap() {
    String bucket = concrete("cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}");
    cloudFormation.createStack(
        r -> r.stackName("CDKToolkit").templateBody(BOOTSTRAP.replace("BUCKET", bucket)));
    await("CDKToolkit");
  }

  /** Uploads a stack's assets and creates it. */
  void deploy(String stack, Map<String, String> parameters) {
    JsonNode files = read(stack + ".assets.json").required("files");
    files.properties().forEach(asset -> upload(asset.getValue()));
    String template = location(stack);
    List<Parameter> given = new ArrayList<>();
    parameters.forEach(
        (k, v) -> given.add(Parameter.builder().parameterKey(k).parameterValue(v).build()));
    cloudFormation.createStack(
        r ->
            r.stackName(stack)
                .templateURL(template)
                .parameters(given)
                .capabilities(Capability.CAPABILITY_IAM));
    await(stack);
  }

  private void await(String stack) {
    StackStatus end =
        Waiting.until(
            "end of creating " + stack, Waiting.DEPLOY_MAX, () -> Optional.ofNullable(end(stack)));
    if (end != StackStatus.CREATE_COMPLETE) {
      throw new IllegalStateException(stack + " is " + end + ": " + failures(stack));
    }
  }

  private @Nullable StackStatus end(String stack) {
    StackStatus status =
        cloudFormation.describeStacks(r -> r.stackName(stack)).stacks().getFirst().stackStatus();
    return status.toString().endsWith("IN_PROGRESS") ? null : status;
  }

  private List<String> failures(String stack) {
    return cloudFormation
        .describeStackEventsPaginator(r -> r.stackName(stack))
        .stackEvents()
        .stream()
        .filter(e -> e.resourceStatusAsString().endsWith("FAILED"))
        .map(CloudAssembly::failure)
        .toList();
  }

  private static String failure(StackEvent event) {
    return event.logicalResourceId() + ": " + event.resourceStatusReason();
  }

  private void upload(JsonNode asset) {
    Path source = folder.resolve(asset.required("source").required("path").asString());
    boolean zipped = asset.required("source").required("packaging").asString().equals("zip");
    Path file = zipped ? zip(source) : source;
    for (JsonNode destination : asset.required("destinations")) {
      s3.putObject(
          r ->
              r.bucket(concrete(destination.required("bucketName").asString()))
                  .key(concrete(destination.required("objectKey").asString())),
          file);
    }
  }

  /** Address of an uploaded template: {@code s3://} in the manifest, {@code https://} for here. */
  private String location(String stack) {
    String s3Address =
        concrete(
            read("manifest.json")
                .at("/artifacts/" + stack + "/properties/stackTemplateAssetObjectUrl")
                .asString());
    List<String> parts = List.of(s3Address.substring("s3://".length()).split("/", 2));
    return s3.utilities().getUrl(r -> r.bucket(parts.getFirst()).key(parts.getLast())).toString();
  }

  private static String concrete(String name) {
    return name.replace("${AWS::AccountId}", LocalAws.ACCOUNT)
        .replace("${AWS::Region}", LocalAws.REGION.id());
  }

  private JsonNode read(String name) {
    try {
      return Json.MAPPER.readTree(Files.readString(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path zip(Path folder) {
    try {
      Path zip = Files.createTempFile("salesops", ".zip");
      zip.toFile().deleteOnExit();
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(zip));
          ZipOutputStream out = new ZipOutputStream(file);
          var found = Files.walk(folder)) {
        // Jars do not get smaller.
        out.setLevel(Deflater.NO_COMPRESSION);
        for (Path path : found.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new ZipEntry(folder.relativize(path).toString()));
          Files.copy(path, out);
        }
      }
      return zip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
