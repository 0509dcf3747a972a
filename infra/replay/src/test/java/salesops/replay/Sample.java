package salesops.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salesops.intake.IntakeReplay;
import salesops.model.Lead;
import salesops.model.settings.Settings;
import salesops.replay.Replay.Side;
import salesops.replay.input.LeadInput;
import salesops.runtime.Json;
import salesops.settings.Compiled;
import salesops.settings.SettingsFile;
import salesops.testkit.TestClock;

/** Settings in YAML and leads by a form, to replay. */
public final class Sample {
  public static final String YAML =
      """
      format: 1
      company: {name: Test, zone: Europe/London, currency: GBP}
      forms: {demo: {fields: [email!, country]}}
      scoring:
        fit:
          - {points: 20, when: {employees: 50..1000}}
          - {points: 25, when: {industry: [Insurance]}}
        engagement:
          halfLife: 14d
          points: {formSubmitted: 20}
        grades: {fit: {A: 60, B: 40, C: 20}, engagement: {1: 50, 2: 35, 3: 15}}
      teams: {emea: {manager: tom@test.example}}
      reps:
        - {email: ana@test.example, team: emea, weight: 2, skills: [de]}
        - {email: ben@test.example, team: emea}
        - {email: cleo@test.example, team: emea}
      territories:
        - {name: EMEA, when: {country: [FR, DE]}, pool: [team emea]}
        - {name: World, when: {}, pool: [cleo@test.example]}
      routing: {fallback: tom@test.example, existingOwner: {match: [person, companyDomain]}}
      """;

  private Sample() {}

  public static Settings settings(String yaml) {
    try {
      Path file = Files.createTempFile("settings", ".yaml");
      Compiled compiled = SettingsFile.compile(Files.writeString(file, yaml));
      Files.delete(file);
      if (!compiled.usable()) {
        throw new IllegalArgumentException(compiled.errors().toString());
      }
      return compiled.as(1, "salt", Instant.EPOCH, "test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String edited(String from, String to) {
    if (!YAML.contains(from)) {
      throw new IllegalArgumentException("not in the sample: " + from);
    }
    return YAML.replace(from, to);
  }

  /** Leads in the making, a minute after each other. */
  public static final class Leads {
    private final IntakeReplay intake = new IntakeReplay(settings(YAML));
    private final List<Lead> leads = new ArrayList<>();
    private Instant next = TestClock.START;

    /**
     * @param fields name, value, name, value, …
     */
    Leads add(String email, String... fields) {
      Map<String, String> body = new LinkedHashMap<>(Map.of("email", email));
      for (int i = 0; i < fields.length; i += 2) {
        body.put(fields[i], fields[i + 1]);
      }
      IntakeReplay.Result result = intake.submit(Json.text(body), next);
      if (!(result instanceof IntakeReplay.Result.Accepted accepted)) {
        throw new IllegalArgumentException(result.toString());
      }
      leads.add(accepted.lead());
      next = next.plusSeconds(60);
      return this;
    }

    /** Persons nobody knows, of no company, from France. */
    Leads strangers(int count) {
      for (int i = 0; i < count; i++) {
        add("p" + leads.size() + "@gmail.com", "country", "FR");
      }
      return this;
    }

    Leads later(int days) {
      next = next.plusSeconds(days * 86_400L);
      return this;
    }

    ReplayReport under(String before, String after) {
      return Replay.run(
          new Side("old", settings(before)),
          new Side("new", settings(after)),
          new LeadInput("the test", leads, 0, List.of()),
          () -> {});
    }
  }

  static Leads leads() {
    return new Leads();
  }
}
