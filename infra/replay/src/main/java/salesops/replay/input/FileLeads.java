package salesops.replay.input;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesops.intake.IntakeReplay;
import salesops.model.Lead;
import salesops.model.settings.Settings;
import salesops.replay.input.LeadFile.BadRow;
import salesops.runtime.Json;
import salesops.settings.TrialStart;

/** Leads of a CSV file, taken as the suite would take them if the rows were posted to a form. */
public final class FileLeads {
  private static final String ATTRIBUTES = "attributes";

  /** When a lead came of which only the day is known. */
  private static final LocalTime MORNING = LocalTime.of(10, 0);

  private final Settings settings;
  private final @Nullable String timeColumn;
  private final List<BadRow> bad = new ArrayList<>();

  private FileLeads(Settings settings, @Nullable String timeColumn) {
    this.settings = settings;
    this.timeColumn = timeColumn;
  }

  /** A row and when it is submitted. */
  private record Submission(LeadFile.Row row, Instant at) {}

  /**
   * @param timeColumn column that says when each lead was submitted; absent: a second after the
   *     other on a Tuesday morning
   * @param settings whose forms take the leads
   * @throws IllegalArgumentException when the file cannot be read at all
   */
  public static LeadInput read(
      Path file, Mapping mapping, @Nullable String timeColumn, Settings settings, int limit) {
    FileLeads reader = new FileLeads(settings, timeColumn);
    List<LeadFile.Row> rows = LeadFile.read(file, mapping, limit, reader.bad::add);
    return reader.take(String.valueOf(file.getFileName()), rows);
  }

  private LeadInput take(String source, List<LeadFile.Row> rows) {
    List<Submission> submissions = new ArrayList<>();
    for (LeadFile.Row row : rows) {
      time(row).ifPresent(at -> submissions.add(new Submission(row, at)));
    }
    submissions.sort(Comparator.comparing(Submission::at));
    IntakeReplay intake = new IntakeReplay(settings);
    List<Lead> leads = new ArrayList<>();
    int duplicates = 0;
    for (Submission submission : submissions) {
      switch (intake.submit(Json.text(body(submission.row())), submission.at())) {
        case IntakeReplay.Result.Accepted accepted -> leads.add(accepted.lead());
        case IntakeReplay.Result.Duplicate duplicate -> duplicates++;
        case IntakeReplay.Result.Refused refused ->
            bad.add(
                new BadRow(
                    submission.row().number(), (refused.field() + " " + refused.code()).strip()));
      }
    }
    bad.sort(Comparator.comparingInt(BadRow::number));
    return new LeadInput(source, leads, duplicates, bad);
  }

  private Optional<Instant> time(LeadFile.Row row) {
    if (timeColumn == null) {
      return Optional.of(TrialStart.of(settings).plusSeconds(row.number()));
    }
    String text = attributes(row).getOrDefault(timeColumn, "").strip();
    Optional<Instant> time = time(text, MORNING, settings.company().zoneId());
    if (time.isEmpty()) {
      bad.add(
          new BadRow(
              row.number(), timeColumn + (text.isEmpty() ? " is empty" : " is no ISO 8601 time")));
    }
    return time;
  }

  /**
   * A time as people write it: with offset, or in this zone.
   *
   * @param ofDay what a day alone means
   */
  public static Optional<Instant> time(String text, LocalTime ofDay, ZoneId zone) {
    String iso = text.replaceFirst("^(\\S+) +(?=\\d)", "$1T");
    try {
      if (!iso.contains("T")) {
        return Optional.of(LocalDate.parse(iso).atTime(ofDay).atZone(zone).toInstant());
      }
      return Optional.of(
          iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Map<String, Object> body(LeadFile.Row row) {
    Map<String, Object> body = new LinkedHashMap<>(row.body());
    if (!settings.forms().isEmpty()) {
      body.putIfAbsent("form", settings.forms().getFirst().id());
    }
    if (timeColumn != null) {
      Map<String, String> attributes = attributes(row);
      attributes.remove(timeColumn);
      body.put(ATTRIBUTES, attributes);
    }
    return body;
  }

  private static Map<String, String> attributes(LeadFile.Row row) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (row.body().get(ATTRIBUTES) instanceof Map<?, ?> given) {
      given.forEach((name, value) -> attributes.put(String.valueOf(name), String.valueOf(value)));
    }
    return attributes;
  }
}
