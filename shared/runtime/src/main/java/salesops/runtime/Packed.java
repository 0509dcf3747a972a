package salesops.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * JSON as it lies in a table: raw DEFLATE with a preset dictionary of the words every record has.
 * DynamoDB bills writes by the kibibyte; a lead with all its attributes fits in one this way.
 *
 * <p>The first byte names the dictionary, so that a later one can be added and old items stay
 * readable.
 */
public final class Packed {
  /** Greatest size when unpacked: what one event on the bus may weigh. */
  public static final int UNPACKED_MAX = 256 * 1024;

  private static final byte DICTIONARY = 1;
  private static final byte[] WORDS =
      """
      "origins":{},"wroteAgain":true,"passedOver":[{"detail":"","pool":"","rep":"","why":"ON_LEAVE"},\
      "why":"AWAY","why":"FULL","why":"OFF_HOURS","why":"LACKS_SKILL","why":"RETURNED_BEFORE"}]\
      "reason":"POOL_FULL","planned":true,"heldAt":"","holdSeq":1,"team":"","dueAt":"\
      "matched":[{"outcome":"CHOSEN","pool":"team ","territory":"Rest of world"},{"outcome":"NOT_REACHED"\
      "steps":[{"detail":"","found":false,"path":"NAMED_ACCOUNT"},{"detail":"","found":false,"path":\
      "EXISTING_OWNER"},{"detail":"","found":true,"path":"TERRITORY"}]},"path":"FALLBACK","path":"TERRITORY",\
      "turn":{"band":"all","eligible":[{"count":1,"entitlement":"0","rep":"@example.com","weight":1000}],\
      "pool":"","poolSeq":1}},"settingsVersion":1,"type":"LeadSubmitted""type":"LeadScored""type":"LeadAssigned"\
      "score":{"engagementTenths":200,"fitTenths":0,"grade":"D3","parts":[{"kind":"FIT","reason":"\
       is in our ideal profile is between  and  is at least  is at most  matches *private address\
      pages per visit, seconds on site, visits: not counted, reported by the browser","tenths":0}],\
      ":{"employees, job title \\"industry, months in role, uses technology","tenths":100},{"kind":"FIT","reason":"\
      : unknown (could add 20)","tenths":0},{"kind":"ENGAGEMENT","reason":"form submitted today","tenths":200}\
      {"a":[{"b":{"formSubmitted":10}}]}]},"scoreVersion":1},"meta":{"causationId":"","correlationId":"","eventId":"","occurredAt":"2026-",\
      "schemaVersion":1},"assignedAt":"2026-","assignmentSeq":1,"decision":{"attributes":{"No","Yes",\
      "fields":{"campaign":"","company":"","companyDomain":"","consent":"true","country":"US","email":"\
      @gmail.com","employees":"","externalId":"","industry":"","jobTitle":"","landingPage":"/","message":"",\
      "monthsInRole":"","name":"","pagesPerVisit":"","phone":"+","postalCode":"","region":"",\
      "secondsOnSite":"","source":"Google","visits":""},"form":"demo","identity":{"company":"","mail":\
      "RESERVED","mail":"BUSINESS","persons":[""]},"leadId":"","origin":"BROWSER","submittedAt":"2026-"}\
      {"data":{"lead":{"attributes":{"\
      """
          .getBytes(UTF_8);

  private Packed() {}

  public static byte[] pack(Object value) {
    byte[] json = Json.bytes(value);
    Deflater deflater = new Deflater(6, true);
    try {
      deflater.setDictionary(WORDS);
      deflater.setInput(json);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(json.length / 2 + 16);
      out.write(DICTIONARY);
      byte[] buffer = new byte[1024];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  public static <T> T unpack(byte[] packed, Class<T> type) {
    return Json.read(inflate(packed), type);
  }

  /**
   * @throws IllegalArgumentException when the bytes are not packed JSON of at most {@link
   *     #UNPACKED_MAX}
   */
  static byte[] inflate(byte[] packed) {
    if (packed.length == 0 || packed[0] != DICTIONARY) {
      throw new IllegalArgumentException("not packed with a known dictionary");
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setDictionary(WORDS);
      inflater.setInput(packed, 1, packed.length - 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length * 3);
      byte[] buffer = new byte[4096];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new IllegalArgumentException("packed bytes end too early");
        }
        out.write(buffer, 0, count);
        if (out.size() > UNPACKED_MAX) {
          throw new IllegalArgumentException("packed bytes are larger than an event may be");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("packed bytes are damaged", e);
    } finally {
      inflater.end();
    }
  }
}
