package salesops.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import salesops.runtime.Json;

/**
 * What became of a file of leads; the keys of {@code --report}. {@code accepted = assigned + held +
 * nurture + quarantined + lost}.
 *
 * @param submitted rows posted over HTTP
 * @param accepted leads that intake took, each once
 * @param rejected rows that intake refused: row, code, field
 * @param duplicates rows that were the same submission as an earlier one
 * @param quarantined leads kept back as spam
 * @param nurture leads kept without a rep because the settings say so
 * @param assigned leads with an owner at the end
 * @param held leads that wait visibly
 * @param lost accepted leads without owner, hold or nurture record
 * @param doubleAssigned leads with two {@code LeadAssigned} of one {@code assignmentSeq} that
 *     differ, or with a later one and no return
 * @param poisoned rows damaged on purpose instead of being posted
 * @param deadLetters messages and records in dead-letter queues
 * @param maxFairnessDeviation furthest that any rep of a rotation was from the weighted share while
 *     its eligible set stayed the same, in leads; the rule's bound is 1
 * @param poolDeviation furthest over whole rotations, in leads, as observed
 * @param latencyMillis from the submission to the moment the bus had LeadAssigned: p50, p95, p99,
 *     max
 * @param byRep leads for each owner
 * @param byTerritory leads for each territory; fallback and relationships are not in it
 * @param byGrade leads for each grade
 * @param byPath leads for each way an owner was found
 * @param callsPerLead requests to DynamoDB for each accepted lead
 * @param writeUnitsPerLead of DynamoDB, cancelled transactions included
 * @param readUnitsPerLead of DynamoDB
 * @param dollarsPerMillion requests and capacity by list price; no compute time, no logs
 * @param cpuMillisPerLead of this process: suite, DynamoDB Local and the posting client
 * @param wallSeconds first post to last owner
 */
public record Report(
    long submitted,
    long accepted,
    List<Rejection> rejected,
    long duplicates,
    long quarantined,
    long nurture,
    long assigned,
    long held,
    long lost,
    long doubleAssigned,
    long poisoned,
    long deadLetters,
    double maxFairnessDeviation,
    double poolDeviation,
    Map<String, Long> latencyMillis,
    Map<String, Long> byRep,
    Map<String, Long> byTerritory,
    Map<String, Long> byGrade,
    Map<String, Long> byPath,
    double callsPerLead,
    double writeUnitsPerLead,
    double readUnitsPerLead,
    double dollarsPerMillion,
    double cpuMillisPerLead,
    double wallSeconds) {

  /** A row that intake refused. */
  public record Rejection(int row, String code, String field) {}

  /** As {@code --report} writes it: every key, the empty ones too. */
  public String json() {
    return Json.MAPPER
        .rebuild()
        .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.ALWAYS))
        .build()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(this);
  }

  /** Whether nothing was lost, assigned twice or buried except on purpose. */
  public boolean clean() {
    return lost == 0 && doubleAssigned == 0 && deadLetters <= poisoned;
  }
}
