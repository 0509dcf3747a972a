package salesops.runtime.dynamo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import salesops.runtime.Json;

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

  /** Rare words first, then an event as it is written: matches are cheapest near the end. */
  private static final byte[] WORDS =
      """
      "origins":{"LEFT"AWAY"FULL"HOLIDAY"OFF_HOURS"NOT_STARTED"returned this leaduntil from "why\
      ":"ON_LEAVE","detail":"until lead":"LeadClosed"LeadReturned"summary":""repReturns":1,\
      "LeadSubmitted"LeadScored"LeadUnassigned","by":"salesops","previousRep":"team emea",\
      "planned":true,"dueAt":"OUTSIDE_HOURS"TERRITORY_HOLDS"NO_FALLBACK"holdSeq":1,\
      "reason":"POOL_FULL","detail":"pool team : \
      is full (60 of 60 open)"heldAt":"2026-11-"pages per visit, seconds on site, visits: not co\
      unted, reported by the browser{"a":[{"b":{"formSubmitted":10}}]\
      }employees, job title \\"industry, months in role, uses technology months ago weeks ago day\
      s ago hours ago is one of between 50 and 1000 is at least  is at most  \
      is in our ideal profile matches job title monthsInRole pricing page meeting booked visits \
      private address "MANUAL"FALLBACK"path":"NAMED_ACCOUNT","territory":"Rest of world",\
      "turn":{"pool":"SERVER"IMPORT"SETTINGS"mail":"BUSINESS"},"mail":"FREE",\
      "company":"consent":"true","phone":"+44 33 49 message":"We landingPage":"https://www.exter\
      nalId":"region":"postalCode":"monthsInRole":"jobTitle":"Head of VP Director Manager"name":\
      "industry":"Financial servicesemployees":"100","country":"GBUSDEFRIN"companyDomain":".com",\
      "campaign":"secondsOnSite":"pagesPerVisit":"visits":"2","usesTechnology":"Select","No",\
      "Yes",".example","false","1000","source":"Google"},\
      "fields":{"email":"{"data":{"lead":{"leadId":"","form":"demo","submittedAt":"2026-11-",\
      "origin":"BROWSER","identity":{"persons":["","company":""],"mail":"RESERVED"},\
      "fields":{"email":"@gmail.com","source":""},"attributes":{"":"No","":"Select","":"0"}},\
      "score":{"grade":"D3","fitTenths":0,"engagementTenths":200,"parts":[{"kind":"FIT",\
      "tenths":-200,"reason":"},{"kind":"FIT","tenths":0,"reason":": unknown (could add 20)"}\
      ,{"kind":"ENGAGEMENT","tenths":200,"reason":"form submitted today"}]},"scoreVersion":1,\
      "settingsVersion":1},"rep":"","assignmentSeq":1,"path":"EXISTING_OWNER","turn":null,\
      "path":"TERRITORY","territory":"","turn":{"pool":"team ","band":"all","poolSeq":1,\
      "eligible":[{"rep":"@northwind.example","weight":1000,"count":10,"entitlement":"10",\
      "turns":0},{"rep":"},"settingsVersion":1,"assignedAt":"2026-","wroteAgain":false,\
      "openLeads":5,"capacity":60,"decision":{"steps":[{"path":"NAMED_ACCOUNT","found":false}\
      ,{"path":"EXISTING_OWNER","found":false},{"path":"TERRITORY","found":true,"detail":""}],\
      "matched":[{"territory":"","pool":"team ","outcome":"NOBODY_FREE"},{"outcome":"CHOSEN"}],\
      "passedOver":[{"rep":"","pool":""}]}},"meta":{"eventId":"","correlationId":"",\
      "causationId":"","schemaVersion":1,"occurredAt":"2026-11-"},"type":"LeadAssigned"}\
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
   * The bytes that were packed, unread.
   *
   * @throws IllegalArgumentException when the bytes are not packed JSON of at most {@link
   *     #UNPACKED_MAX}
   */
  public static byte[] inflate(byte[] packed) {
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
